import { traitsOf, type Blocker, type Replicated, type RolloutState } from '@/lib/model';
import type { WorkloadFacts } from '../facts';
import { versionOf } from '../image';
import { deadlineSeconds } from '../progress';

import { desiredPods, leadingImage, readyCount, type PodStates } from '../pods/pod-states';
import { count, partOf, quoted, sentence } from '../sentences';
import { rulesOf } from './kinds';

interface Told {
  readonly facts: WorkloadFacts<Replicated>;
  readonly podStates: PodStates;
  readonly state: RolloutState;
  readonly blocker: Blocker | null;
}

/** A rollout in one sentence. */
export function rolloutSentence(told: Told): string {
  const version = versionOf(leadingImage(told.facts, told.podStates.revisions));
  const why = told.blocker === null ? '' : quoted(told.blocker.sentence).replace(/^New pods/u, 'new pods');
  switch (told.state) {
    case 'Complete':
      return sentence(complete(told, version));
    case 'Failed':
      return sentence(failed(told.facts.workload, version, why));
    case 'Paused':
      return sentence(`paused with ${podCounts(told.podStates)}`);
    case 'Stalled':
      return sentence(told.podStates.old.length > 0 ? `the rollout to ${version} is blocked: ${why}` : why);
    case 'Progressing':
      return sentence(podCounts(told.podStates));
  }
}

function failed(workload: Replicated, version: string, why: string): string {
  const failure = rulesOf(workload).failure(workload);
  const reason = why === '' ? quoted(failure?.message ?? '') : why;
  const how = failure === null ? `made no progress ${deadlineWords(workload)}` : 'failed';
  return `the rollout to ${version} ${how}${reason === '' ? '' : `: ${reason}`}`;
}

function complete({ facts, podStates }: Told, version: string): string {
  const desired = desiredPods(facts.workload);
  if (desired === 0)
    return traitsOf(facts.workload.kind).sizedBy === 'nodes' ? 'no node asks for a pod' : 'scaled to 0 pods';
  const ready = Math.min(readyCount(podStates.fresh), desired);
  const kept = podStates.old.length;
  return kept > 0
    ? `${count(podStates.fresh.length, 'pod')} at ${version}, ${count(kept, 'pod')} kept at the old revision`
    : `${partOf(ready, desired, 'pod')} ${ready === 1 ? 'runs' : 'run'} ${version}`;
}

/** `3 new pods ready, 1 starting, 2 old`: in the order of the cells, without those that are none. */
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
