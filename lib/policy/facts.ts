import type { ChangeIntent, ChangeState, Environment, Policy, ReachState, World } from '@/lib/model';

/** Whether a cluster answers; `state` is null for an unknown cluster. */
export interface ClusterFact {
  readonly name: string;
  readonly state: ReachState | null;
  /** Why it does not answer, as a sentence. */
  readonly reason: string | null;
}

/** The part of a requested Change that a decision depends on. */
export interface RequestedFacts {
  readonly state: ChangeState;
  readonly askedBy: { readonly id: string; readonly name: string };
  readonly approvals: readonly { readonly actor: string; readonly decision: 'approved' | 'rejected' }[];
  /** Until when it can be approved and executed; an execution that has begun by then goes on. */
  readonly expiresAt: Date;
}

/** What a decision about a Change depends on, besides the actor and the intent. */
export interface ChangeFacts {
  /** The owning group's name; null when the owner of the target is not known. */
  readonly owner: string | null;
  /** Null before it is requested. */
  readonly requested: RequestedFacts | null;
  /** The policy that is in force now. */
  readonly inForce: Policy;
  /** The clusters that it writes to. */
  readonly clusters: readonly ClusterFact[];
  readonly now: Date;
}

/** What the facts of a decision are gathered from, besides the Change. */
export interface ChangeFactSources {
  readonly world: Pick<World, 'cluster'>;
  /** The policy that is in force now. */
  readonly inForce: Policy;
  readonly now: Date;
}

/** A Change before it is requested. */
export interface IntendedChange {
  readonly owner: string | null;
  /** With the policy that it is requested under. */
  readonly environment: Environment;
  readonly steps: readonly [{ readonly intent: ChangeIntent }, ...{ readonly intent: ChangeIntent }[]];
}

/** A Change as the database stores it. */
export interface StoredChange extends IntendedChange, RequestedFacts {}

function clusterFact(world: Pick<World, 'cluster'>, name: string): ClusterFact {
  const reach = world.cluster(name)?.reach;
  return { name, state: reach?.state ?? null, reason: reach?.reason ?? null };
}

/** The facts that a decision depends on; `requested` is null before the Change is requested. */
export function factsOf(
  { owner, steps }: IntendedChange,
  requested: RequestedFacts | null,
  { world, inForce, now }: ChangeFactSources,
): ChangeFacts {
  const names = [...new Set(steps.map(({ intent }) => intent.target.cluster))];
  return {
    owner,
    requested,
    inForce,
    clusters: names.map((name) => clusterFact(world, name)),
    now,
  };
}

/** Whether the execution of a Change in this state has not begun. */
export function isOpen(state: ChangeState): boolean {
  return state === 'planned' || state === 'awaiting-approval' || state === 'approved';
}

/** Whether it expired before its execution began, also where the expiry is not recorded yet. */
export function hasExpired(
  { state, expiresAt }: Pick<RequestedFacts, 'state' | 'expiresAt'>,
  now: Date,
): boolean {
  return isOpen(state) && expiresAt <= now;
}

/** How many approvals count: one for each person, and none of the requester. */
export function approvalsGiven({
  approvals,
  askedBy,
}: Pick<RequestedFacts, 'approvals' | 'askedBy'>): number {
  const yes = approvals.filter(({ decision, actor }) => decision === 'approved' && actor !== askedBy.id);
  return new Set(yes.map(({ actor }) => actor)).size;
}
