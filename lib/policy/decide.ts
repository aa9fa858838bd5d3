import {
  ACTION_TRAITS,
  ENDED_STATES,
  type Actor,
  type ChangeIntent,
  type ChangeState,
  type Environment,
  type Policy,
  type PolicyCheck,
} from '@/lib/model';
import { leads, mayRequestChange } from './access';
import { demandsOf, isLive, replicaBoundsError } from './checks';
import {
  approvalsGiven,
  factsOf,
  hasExpired,
  isOpen,
  type ChangeFacts,
  type ChangeFactSources,
  type IntendedChange,
  type StoredChange,
  type RequestedFacts,
} from './facts';
import { stricterOf } from './stricter';
import type { Permission } from './permission';

/** What somebody may do with a Change. */
export const CHANGE_VERBS = ['request', 'approve', 'reject', 'execute', 'cancel'] as const;
export type ChangeVerb = (typeof CHANGE_VERBS)[number];

/** Why something is refused: a sentence, and AppError's code. */
export interface Refusal {
  readonly code: 'forbidden' | 'conflict' | 'invalid-input' | 'not-found' | 'cluster-unavailable';
  readonly sentence: string;
  /** The parameter that is wrong. */
  readonly field?: string;
}

/** What is demanded of a Change, the same for every actor. */
export interface Demands {
  /** What the environment demands, each with whether it is met. */
  readonly demands: readonly PolicyCheck[];
  readonly approvalsNeeded: number;
}

export interface Decision extends Demands {
  /** Null where the actor is allowed. */
  readonly refusals: Readonly<Record<ChangeVerb, Refusal | null>>;
}

/** The part of an intent that a decision depends on. */
type DecidedIntent = Pick<ChangeIntent, 'action' | 'params'>;

/**
 * The only decision about a Change: what is demanded, what this actor may do with it, and why not. Request, approval,
 * execution and the screens all call it with the same facts, and so get the same answer.
 *
 * Of the policy of `environment`, under which the Change was requested, and the one in force now, the stricter decides
 * until the Change is executed or has ended; after that, the policy of the request decides.
 */
export function decide(
  actor: Actor,
  intent: DecidedIntent,
  environment: Pick<Environment, 'title' | 'policy'>,
  facts: ChangeFacts,
): Decision {
  const judged = judgedBy(intent, environment, facts);
  const ground = { actor, ...judged };
  return {
    ...demandsBy(judged),
    refusals: {
      request: requestRefusal(ground),
      approve: decidingRefusal(ground, 'approve'),
      reject: decidingRefusal(ground, 'reject'),
      execute: executeRefusal(ground),
      cancel: cancelRefusal(ground),
    },
  };
}

/** The decision about a Change as it is kept, under the policy that is in force. */
export function decideOn(actor: Actor, change: StoredChange, sources: ChangeFactSources): Decision {
  const [{ intent }] = change.steps;
  return decide(actor, intent, change.environment, factsOf(change, change, sources));
}

/** The decision about a Change before it is requested: what it will demand, and whether this actor may request it. */
export function decideOnRequest(actor: Actor, change: IntendedChange, sources: ChangeFactSources): Decision {
  const [{ intent }] = change.steps;
  return decide(actor, intent, change.environment, factsOf(change, null, sources));
}

/** What is demanded of a Change as it is kept, under the policy that is in force: the same for every actor. */
export function demandsOn(change: StoredChange, sources: ChangeFactSources): Demands {
  const [{ intent }] = change.steps;
  return demandsBy(judgedBy(intent, change.environment, factsOf(change, change, sources)));
}

/** What a decision depends on, besides the actor. */
interface Judged {
  readonly title: string;
  readonly policy: Policy;
  /** Null where the Change sets no number of replicas. */
  readonly replicas: number | null;
  readonly replicasParam: string | null;
  readonly facts: ChangeFacts;
}

interface Ground extends Judged {
  readonly actor: Actor;
}

function judgedBy(
  intent: DecidedIntent,
  environment: Pick<Environment, 'title' | 'policy'>,
  facts: ChangeFacts,
): Judged {
  const { requested, inForce } = facts;
  const policy =
    requested === null || isOpen(requested.state)
      ? stricterOf(environment.policy, inForce)
      : environment.policy;
  return { title: environment.title, policy, ...replicasSet(intent), facts };
}

/** How many replicas an intent sets, and by which parameter. */
function replicasSet({ action, params }: DecidedIntent): Pick<Judged, 'replicas' | 'replicasParam'> {
  const { replicasParam } = ACTION_TRAITS[action];
  const values: Readonly<Record<string, unknown>> = params;
  const value = replicasParam === null ? null : values[replicasParam];
  return { replicas: typeof value === 'number' ? value : null, replicasParam };
}

function demandsBy(judged: Judged): Demands {
  return { demands: demandsOf(judged), approvalsNeeded: judged.policy.approvals };
}

/** Every role but the viewer, of any team, for a cluster that answers, within the bounds. */
function requestRefusal(ground: Ground): Refusal | null {
  return requestRole(ground.actor) ?? clusterRefusal(ground) ?? boundsRefusal(ground);
}

/** A lead of the owning team, or an administrator; never the requester; each once; while approvals are missing. */
function decidingRefusal({ actor, policy, facts }: Ground, verb: 'approve' | 'reject'): Refusal | null {
  const { requested, owner, now } = facts;
  if (requested === null) return NOT_REQUESTED;
  if (hasExpired(requested, now)) return EXPIRED;
  if (!isWaiting(requested, policy)) return conflict(notWaiting(requested));
  if (actor.id === requested.askedBy.id) return forbidden(`You cannot ${verb} your own change.`);
  const leading = forbiddenBy(leads(actor, owner, verb));
  if (leading !== null) return leading;
  const decided = requested.approvals.some((given) => given.actor === actor.id);
  return decided ? forbidden('You have decided on this change already.') : null;
}

/** The requester or an administrator, when no approval is missing. A lead of the owning team may also start what was approved. */
function executeRefusal(ground: Ground): Refusal | null {
  const { actor, policy, facts } = ground;
  const { requested, owner, now } = facts;
  if (requested === null) return NOT_REQUESTED;
  if (hasExpired(requested, now)) return EXPIRED;
  const ready = requested.state === 'planned' || requested.state === 'approved';
  if (!ready || approvalsGiven(requested) < policy.approvals) return conflict(notReady(requested, policy));
  const { askedBy, state } = requested;
  const starts = state === 'approved' && leads(actor, owner, 'execute').allowed;
  const may = actor.id === askedBy.id || actor.role === 'admin' || starts;
  return (
    requestRole(actor) ??
    (may ? null : forbidden(`Only ${askedBy.name}, who requested this change, may execute it.`)) ??
    boundsConflict(ground) ??
    clusterRefusal(ground)
  );
}

/** The requester, a lead of the owning team, or an administrator; until it is executed. */
function cancelRefusal({ actor, facts }: Ground): Refusal | null {
  const { requested, owner, now } = facts;
  if (requested === null) return NOT_REQUESTED;
  if (hasExpired(requested, now)) return EXPIRED;
  if (!isOpen(requested.state)) {
    const ended = isEnded(requested.state);
    return conflict(
      ended ? endedSentence(requested) : 'It is already being executed and cannot be cancelled.',
    );
  }
  return actor.id === requested.askedBy.id ? null : forbiddenBy(leads(actor, owner, 'cancel'));
}

function clusterRefusal({ facts }: Ground): Refusal | null {
  for (const { name, state, reason } of facts.clusters) {
    if (state === null) return { code: 'not-found', sentence: `There is no cluster "${name}".` };
    if (isLive(state)) continue;
    const sentence = `${name} cannot be changed now. ${reason ?? `It is ${state}.`}`;
    return { code: 'cluster-unavailable', sentence };
  }
  return null;
}

function boundsRefusal({ policy, replicas, replicasParam }: Ground): Refusal | null {
  if (replicas === null || replicasParam === null) return null;
  const wrong = replicaBoundsError(policy, replicas);
  return wrong === null ? null : { code: 'invalid-input', sentence: wrong, field: `params.${replicasParam}` };
}

/** The bounds in force became narrower than the request. */
function boundsConflict(ground: Ground): Refusal | null {
  if (boundsRefusal(ground) === null) return null;
  const { title, policy, facts } = ground;
  const { minReplicas, maxReplicas } = policy;
  const name = facts.clusters[0]?.name ?? title;
  const range = `${minReplicas.toLocaleString('en-US')} to ${maxReplicas.toLocaleString('en-US')}`;
  return conflict(`${title} now allows ${range} replicas in ${name}. Request it again within these bounds.`);
}

const NOT_REQUESTED: Refusal = { code: 'conflict', sentence: 'This change has not been requested yet.' };
const EXPIRED: Refusal = { code: 'conflict', sentence: 'This change has expired. Request it again.' };
const forbidden = (sentence: string): Refusal => ({ code: 'forbidden', sentence });
const conflict = (sentence: string): Refusal => ({ code: 'conflict', sentence });

function forbiddenBy(access: Permission): Refusal | null {
  return access.allowed ? null : forbidden(access.reason);
}

function requestRole(actor: Actor): Refusal | null {
  return forbiddenBy(mayRequestChange(actor));
}

/** Approvals are missing: from the start, or because a stricter policy came into force. */
function isWaiting(requested: RequestedFacts, policy: Policy): boolean {
  if (requested.state === 'awaiting-approval') return true;
  return isOpen(requested.state) && approvalsGiven(requested) < policy.approvals;
}

function isEnded(state: ChangeState): boolean {
  return (ENDED_STATES as readonly ChangeState[]).includes(state);
}

function endedSentence({ state }: RequestedFacts): string {
  const happened = state === 'succeeded' || state === 'failed' || state === 'expired';
  return `The change has ended: it ${happened ? 'has' : 'is'} ${state}.`;
}

function notWaiting(requested: RequestedFacts): string {
  if (isEnded(requested.state)) return endedSentence(requested);
  if (requested.state === 'planned') return 'This change needs no approval.';
  return 'The change is approved already.';
}

function notReady(requested: RequestedFacts, policy: Policy): string {
  if (isEnded(requested.state)) return endedSentence(requested);
  if (!isOpen(requested.state)) return 'It is being executed already.';
  const left = Math.max(1, policy.approvals - approvalsGiven(requested));
  return left === 1 ? 'It waits for one approval.' : `It waits for ${left} approvals.`;
}
