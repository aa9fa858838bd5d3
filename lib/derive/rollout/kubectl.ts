import type { Replicated } from '@/lib/model';
import { rulesOf, type KubectlStatus } from './kinds';

export type { KubectlStatus };

/**
 * What `kubectl rollout status` reports at this moment: its checks in its order (kubectl, polymorphichelpers,
 * rollout_status.go). Null where it refuses to answer: for the update strategy OnDelete. For a kind that kubectl does
 * not know it is what the kind's own tool reports.
 */
export function kubectlStatus(workload: Replicated): KubectlStatus | null {
  return rulesOf(workload).status(workload);
}
