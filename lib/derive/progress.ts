import { traitsOf, type Condition, type Replicated } from '@/lib/model';
import { conditionOf } from './conditions';
import { fieldAt } from './field';

/** The condition by which the controller reports the progress of a rollout; undefined for a kind without a deadline. */
export function progressingOf(workload: Replicated): Condition | undefined {
  return traitsOf(workload.kind).progress === null
    ? undefined
    : conditionOf(workload.status.conditions, 'Progressing');
}

/** Seconds without progress after which the controller gives up; undefined where it never does. */
export function deadlineSeconds(workload: Replicated): number | undefined {
  if (traitsOf(workload.kind).progress === null) return undefined;
  const seconds = fieldAt(workload, 'spec.progressDeadlineSeconds');
  return typeof seconds === 'number' ? seconds : undefined;
}

/** Whether the condition Progressing alone shows how a rollout ended. */
export function isEndedByCondition({ kind }: Replicated): boolean {
  return traitsOf(kind).progress === 'condition';
}
