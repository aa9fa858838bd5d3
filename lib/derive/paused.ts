import { traitsOf, type Workload } from '@/lib/model';
import { fieldAt } from './field';

/** Whether the rollouts of a workload are paused by its spec. False for kinds whose rollouts cannot be paused. */
export function isPaused(workload: Workload): boolean {
  return traitsOf(workload.kind).pausedBy === 'spec.paused' && fieldAt(workload, 'spec.paused') === true;
}
