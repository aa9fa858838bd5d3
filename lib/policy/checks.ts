import type { Policy, PolicyCheck, ReachState } from '@/lib/model';
import { approvalsGiven, type ChangeFacts, type ClusterFact } from './facts';

export interface DemandsInput {
  readonly title: string;
  readonly policy: Policy;
  readonly facts: Pick<ChangeFacts, 'owner' | 'requested' | 'clusters'>;
  /** Null where the Change sets no number of replicas. */
  readonly replicas: number | null;
}

/** What a policy demands of a Change, each with whether it is met; always in the same order. */
export function demandsOf(input: DemandsInput): PolicyCheck[] {
  const { policy, facts, replicas } = input;
  return [
    approvalCheck(input),
    ...(policy.approvals === 0 || facts.requested === null ? [] : [notOwnCheck(facts.requested)]),
    ...(replicas === null ? [] : [boundsCheck(input, replicas)]),
    ...facts.clusters.map(liveCheck),
  ];
}

/** Why so many replicas are not allowed, or null. */
export function replicaBoundsError(policy: Policy, replicas: number): string | null {
  const { minReplicas: min, maxReplicas: max } = policy;
  return replicas >= min && replicas <= max
    ? null
    : `expected a whole number of replicas, ${grouped(min)} to ${grouped(max)}`;
}

/** Whether a cluster's picture is recent enough to change what runs in it. */
export function isLive(state: ReachState): boolean {
  return state === 'live' || state === 'stale';
}

function approvalCheck({ title, policy, facts }: DemandsInput): PolicyCheck {
  const needed = policy.approvals;
  if (needed === 0) {
    return {
      code: 'approvals',
      met: true,
      title: 'No approval needed',
      sentence: `${title} needs no approval.`,
    };
  }
  const given = facts.requested === null ? 0 : approvalsGiven(facts.requested);
  const by = facts.owner === null ? 'an administrator' : `a lead of ${facts.owner}`;
  return {
    code: 'approvals',
    met: given >= needed,
    title: needed === 1 ? 'One approval' : `${needed} approvals`,
    sentence:
      needed === 1
        ? `${title} requires an approval by ${by}; ${given === 0 ? 'it is not given yet' : 'it was given'}.`
        : `${title} requires ${needed} approvals, each by ${by}; ${given} given.`,
  };
}

function notOwnCheck(change: NonNullable<ChangeFacts['requested']>): PolicyCheck {
  const own = change.approvals.some(
    (given) => given.actor === change.askedBy.id && given.decision === 'approved',
  );
  return {
    code: 'not-own',
    met: !own,
    title: 'By someone else',
    sentence: `${change.askedBy.name} requested it and cannot approve it.`,
  };
}

function boundsCheck({ title, policy }: DemandsInput, replicas: number): PolicyCheck {
  const range = `${grouped(policy.minReplicas)} to ${grouped(policy.maxReplicas)}`;
  return {
    code: 'replica-bounds',
    met: replicaBoundsError(policy, replicas) === null,
    title: 'Within bounds',
    sentence: `${title} allows ${range} replicas; this change sets ${grouped(replicas)}.`,
  };
}

function liveCheck({ name, state }: ClusterFact): PolicyCheck {
  const met = state !== null && isLive(state);
  return {
    code: 'cluster-live',
    met,
    title: 'Cluster answers',
    sentence: met
      ? `${name} is watched and answers.`
      : `${name} is ${state ?? 'not known any more'}: nothing can be written to it.`,
  };
}

function grouped(count: number): string {
  return count.toLocaleString('en-US');
}
