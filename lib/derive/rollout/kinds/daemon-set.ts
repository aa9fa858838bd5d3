import type { DaemonSet } from '@/lib/model';
import { count } from '../../sentences';
import { ON_DELETE, shareOf } from '../bounds';
import { success, waiting, type KubectlStatus, type RolloutRules } from './rules';

export const daemonSetRules: RolloutRules<DaemonSet> = {
  status: (set) => (set.spec.updateStrategy.type === 'RollingUpdate' ? rollingStatus(set) : null),
  strategy,
  pause: () => null,
  failure: () => null,
};

function rollingStatus({ metadata, status }: DaemonSet): KubectlStatus {
  if (metadata.generation > status.observedGeneration) {
    return waiting('generation', 'observedGeneration', status.observedGeneration);
  }
  if (status.updatedNumberScheduled < status.desiredNumberScheduled) {
    return waiting('updated-pods', 'updatedNumberScheduled', status.updatedNumberScheduled);
  }
  return status.numberAvailable < status.desiredNumberScheduled
    ? waiting('available-pods', 'numberAvailable', status.numberAvailable)
    : success('complete', 'numberAvailable', status.numberAvailable);
}

/** Both bounds round up (apps/v1, RollingUpdateDaemonSet). */
function strategy({ spec }: DaemonSet, pods: number): string {
  const { type, maxSurge, maxUnavailable } = spec.updateStrategy;
  if (type === 'OnDelete') return ON_DELETE;
  const surge = shareOf(maxSurge ?? '0', pods, Math.ceil);
  if (surge > 0)
    return `at most ${count(surge, 'node')} at once ${surge === 1 ? 'runs' : 'run'} an old and a new pod`;
  const unavailable = Math.max(1, shareOf(maxUnavailable ?? '1', pods, Math.ceil));
  return `at most ${Math.min(unavailable, pods)} of ${count(pods, 'pod')} ${unavailable === 1 ? 'is' : 'are'} replaced at once`;
}
