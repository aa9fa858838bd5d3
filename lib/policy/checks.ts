import type { Environment, Policy, PolicyCheck, ReachState } from '@/lib/model';
import { approvalsGiven, type ChangeFacts } from './access';

export interface CheckInput {
  readonly environment: Pick<Environment, 'title' | 'policy'>;
  readonly change: Pick<ChangeFacts, 'owner' | 'askedBy' | 'approvals'>;
  /** Of a scale; null for a deploy. */
  readonly replicas: number | null;
  readonly cluster: { readonly name: string; readonly state: ReachState };
}

/** What the environment's policy demands of a Change, each with whether it is met; always in one order. */
export function policyChecks(input: CheckInput): PolicyCheck[] {
  const { environment, change, replicas, cluster } = input;
  return [
    approvalCheck(environment, change),
    ...(environment.policy.approvals === 0 ? [] : [notOwnCheck(change)]),
    ...(replicas === null ? [] : [boundsCheck(environment, replicas)]),
    liveCheck(cluster),
  ];
}

/** Why so many replicas are not allowed, or null. */
export function replicaBoundsError(policy: Policy, replicas: number): string | null {
  const { minReplicas: min, maxReplicas: max } = policy;
  return replicas >= min && replicas <= max
    ? null
    : `expected a whole number of replicas, ${grouped(min)} to ${grouped(max)}`;
}

/** Whether a cluster's picture is fresh enough to change what runs in it. */
export function isLive(state: ReachState): boolean {
  return state === 'live' || state === 'stale';
}

function approvalCheck(
  { title, policy }: CheckInput['environment'],
  change: CheckInput['change'],
): PolicyCheck {
  const needed = policy.approvals;
  if (needed === 0) {
    return {
      code: 'approvals',
      met: true,
      title: 'No approval needed',
      sentence: `${title} lets the asker execute her own changes.`,
    };
  }
  const given = approvalsGiven(change);
  const by = change.owner === null ? 'an administrator' : `a lead of ${change.owner}`;
  return {
    code: 'approvals',
    met: given >= needed,
    title: needed === 1 ? 'One approval' : `${needed} approvals`,
    sentence:
      needed === 1
        ? `${title} demands an approval by ${by}; ${given === 0 ? 'it is not given yet' : 'it is given'}.`
        : `${title} demands ${needed} approvals, each by ${by}; ${given} given.`,
  };
}

function notOwnCheck(change: CheckInput['change']): PolicyCheck {
  const own = change.approvals.some(
    (given) => given.actor === change.askedBy.id && given.decision === 'approved',
  );
  return {
    code: 'not-own',
    met: !own,
    title: 'By someone else',
    sentence: `${change.askedBy.name} asked for it and cannot approve it.`,
  };
}

function boundsCheck({ title, policy }: CheckInput['environment'], replicas: number): PolicyCheck {
  const range = `${grouped(policy.minReplicas)} to ${grouped(policy.maxReplicas)}`;
  return {
    code: 'replica-bounds',
    met: replicaBoundsError(policy, replicas) === null,
    title: 'Within bounds',
    sentence: `${title} allows ${range} replicas; this asks for ${grouped(replicas)}.`,
  };
}

function liveCheck({ name, state }: CheckInput['cluster']): PolicyCheck {
  return {
    code: 'cluster-live',
    met: isLive(state),
    title: 'Cluster answers',
    sentence: isLive(state)
      ? `${name} is watched and answers.`
      : `${name} is ${state}: nothing can be written to it.`,
  };
}

function grouped(count: number): string {
  return count.toLocaleString('en-US');
}
