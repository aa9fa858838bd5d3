import type { Replicated } from '@/lib/model';
import { desiredPods } from '../pods/pod-states';
import { sentence } from '../sentences';
import { rulesOf } from './kinds';

/**
 * What the update strategy means for this number of pods, as a sentence. It computes as the controllers do (apps/v1,
 * RollingUpdateDeployment and RollingUpdateDaemonSet): for a Deployment maxSurge is rounded up and maxUnavailable down,
 * and where both are 0 one pod may be unavailable; for a DaemonSet both are rounded up.
 */
export function strategyWords(workload: Replicated): string {
  const pods = desiredPods(workload);
  return pods === 0
    ? 'No pod runs, so none is replaced.'
    : sentence(rulesOf(workload).strategy(workload, pods));
}
