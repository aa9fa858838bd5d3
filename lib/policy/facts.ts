import type { ChangeIntent, ChangeState, Environment, Policy, ReachState, World } from '@/lib/model';

/** Whether a cluster answers; `state` is null for one that is not known. */
export interface ClusterFact {
  readonly name: string;
  readonly state: ReachState | null;
  /** Why it does not answer, as a sentence. */
  readonly reason: string | null;
}

/** A Change that was requested, as far as a decision needs to know it. */
export interface RequestedFacts {
  readonly state: ChangeState;
  readonly askedBy: { readonly id: string; readonly name: string };
  readonly approvals: readonly { readonly actor: string; readonly decision: 'approved' | 'rejected' }[];
  /** Until when it waits to be approved and executed; what has begun by then is carried on. */
  readonly expiresAt: Date;
}

/** What a decision about a Change rests on besides who decides and what is to be done. */
export interface ChangeFacts {
  /** The owning group's name; null when nobody is known to own the target. */
  readonly owner: string | null;
  /** Null while nobody has requested it. */
  readonly requested: RequestedFacts | null;
  /** The policy that is in force now. */
  readonly inForce: Policy;
  /** Those that it writes to. */
  readonly clusters: readonly ClusterFact[];
  readonly now: Date;
}

/** What the facts are gathered from, besides the Change. */
export interface ChangeFactSources {
  readonly world: Pick<World, 'cluster'>;
  /** The policy that is in force now. */
  readonly inForce: Policy;
  readonly now: Date;
}

/** A Change that somebody is about to request. */
export interface IntendedChange {
  readonly owner: string | null;
  /** With the policy that it is requested under. */
  readonly environment: Environment;
  readonly steps: readonly [{ readonly intent: ChangeIntent }, ...{ readonly intent: ChangeIntent }[]];
}

/** A Change as it is kept. */
export interface StoredChange extends IntendedChange, RequestedFacts {}

function clusterFact(world: Pick<World, 'cluster'>, name: string): ClusterFact {
  const reach = world.cluster(name)?.reach;
  return { name, state: reach?.state ?? null, reason: reach?.reason ?? null };
}

/** What a decision rests on; `requested` is null while nobody has requested the Change. */
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

/** Nobody has begun to execute it. */
export function isOpen(state: ChangeState): boolean {
  return state === 'planned' || state === 'awaiting-approval' || state === 'approved';
}

/** Whether its time ran out before anybody began to execute it, also where the expiry is not recorded yet. */
export function hasExpired(
  { state, expiresAt }: Pick<RequestedFacts, 'state' | 'expiresAt'>,
  now: Date,
): boolean {
  return isOpen(state) && expiresAt <= now;
}

/** How many said yes: each once, and never the asker. A rejection ends a Change and counts for nothing. */
export function approvalsGiven({
  approvals,
  askedBy,
}: Pick<RequestedFacts, 'approvals' | 'askedBy'>): number {
  const yes = approvals.filter(({ decision, actor }) => decision === 'approved' && actor !== askedBy.id);
  return new Set(yes.map(({ actor }) => actor)).size;
}
