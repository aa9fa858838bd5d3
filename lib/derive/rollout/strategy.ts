import type { Replicated } from '@/lib/model';
import { desiredPods } from '../pods/pod-states';
import { sentence } from '../sentences';
import { rulesOf } from './kinds';

/**
 * What the update strategy means for this number of pods, as a sentence. The arithmetic is the controllers' own (apps/v1,
 * RollingUpdateDeployment and RollingUpdateDaemonSet): of a Deployment maxSurge rounds up and maxUnavailable down, and where both come
 * to 0 one pod may be unavailable; of a DaemonSet both round up.
 */
export function strategyWords(workload: Replicated): string {
  const pods = desiredPods(workload);
  return pods === 0
    ? 'No pod runs, so none is replaced.'
    : sentence(rulesOf(workload).strategy(workload, pods));
}
