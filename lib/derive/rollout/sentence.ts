import { traitsOf, type Replicated, type RolloutState } from '@/lib/model';
import type { WorkloadFacts } from '../facts';
import { versionOf } from '../image';
import { deadlineSeconds } from '../progress';
import { desiredPods, leadingImage, readyCount, type PodStates } from '../pods/pod-states';
import { count, partOf, quoted, sentence } from '../sentences';
import { rulesOf } from './kinds';

interface Described {
  readonly facts: WorkloadFacts<Replicated>;
  readonly podStates: PodStates;
  readonly state: RolloutState;
  /** What blocks it, without capital and full stop; empty where nothing does. */
  readonly why: string;
}

/** A rollout in one sentence. */
export function rolloutSentence(rollout: Described): string {
  const { facts, podStates, state } = rollout;
  const version = versionOf(leadingImage(facts, podStates.revisions));
  const why = quoted(rollout.why);
  switch (state) {
    case 'Complete':
      return sentence(complete(rollout, version));
    case 'Failed':
      return sentence(failed(facts.workload, version, why));
    case 'Paused':
      return sentence(`paused with ${podCounts(podStates)}`);
    case 'Stalled':
      return sentence(podStates.old.length > 0 ? `the rollout to ${version} is blocked: ${why}` : why);
    case 'Progressing':
      return sentence(podCounts(podStates));
  }
}

function failed(workload: Replicated, version: string, why: string): string {
  const failure = rulesOf(workload).failure(workload);
  const reason = why === '' ? quoted(failure?.message ?? '') : why;
  const how = failure === null ? `made no progress ${deadlineWords(workload)}` : 'failed';
  return `the rollout to ${version} ${how}${reason === '' ? '' : `: ${reason}`}`;
}

function complete({ facts, podStates }: Described, version: string): string {
  const desired = desiredPods(facts.workload);
  if (desired === 0)
    return traitsOf(facts.workload.kind).sizedBy === 'nodes' ? 'no node needs a pod' : 'scaled to 0 pods';
  const ready = Math.min(readyCount(podStates.fresh), desired);
  // An old pod beyond the wanted number is only on its way out: the workload's status is ahead of the watch of pods.
  const kept = Math.min(podStates.old.length, Math.max(0, desired - podStates.fresh.length));
  return kept > 0
    ? `${count(podStates.fresh.length, 'pod')} at ${version}, ${count(kept, 'pod')} kept at the old revision`
    : `${partOf(ready, desired, 'pod')} ${ready === 1 ? 'runs' : 'run'} ${version}`;
}

/** `3 new pods ready, 1 starting, 2 old`: in the order of the cells, without those that are 0. */
export function podCounts({ fresh, old }: PodStates): string {
  const ready = readyCount(fresh);
  const starting = fresh.filter(({ state }) => state === 'starting').length;
  const blocked = fresh.filter(({ state }) => state === 'broken').length;
  return [
    `${count(ready, 'new pod')} ready`,
    ...(starting > 0 ? [`${starting} starting`] : []),
    ...(blocked > 0 ? [`${blocked} blocked`] : []),
    ...(old.length > 0 ? [`${old.length} old`] : []),
  ].join(', ');
}

function deadlineWords(workload: Replicated): string {
  const seconds = deadlineSeconds(workload);
  return seconds === undefined ? 'before its deadline' : `for ${seconds} s`;
}
