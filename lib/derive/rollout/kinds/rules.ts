import type { KubectlVerdict, WorkloadShape } from '@/lib/model';
import type { ControllerAdvice } from '../../advice';
import type { Reading } from '../../evidence';

/** The verdict of kubectl and the check that gave it. */
export interface KubectlStatus extends Reading {
  readonly verdict: KubectlVerdict;
}

/** What pauses a rollout until a person, or the end of a step, resumes it. */
export interface Pause {
  /** Without capital and full stop. */
  readonly says: string;
  readonly since: string | null | undefined;
  readonly reading: Reading;
}

/** The failure of a rollout as its own controller reports it. */
export interface RolloutFailure {
  /** The controller's message about this rollout; empty where it has none. */
  readonly message: string;
  /** The same, or the message of its conditions. */
  readonly detail: string;
  readonly since: string | null;
  readonly reading: Reading;
  readonly advice: ControllerAdvice;
}

/** How the rollouts of a workload kind are judged. */
export interface RolloutRules<W extends WorkloadShape> {
  /** What `kubectl rollout status`, or the kind's own tool, reports at this moment; null where it refuses to answer. */
  status(workload: W): KubectlStatus | null;
  /** What the update strategy means for this number of pods, at least one; without capital and full stop. */
  strategy(workload: W, pods: number): string;
  /** Null where it is not paused. */
  pause(workload: W): Pause | null;
  /** Null where it did not fail, or where only its deadline passed. */
  failure(workload: W): RolloutFailure | null;
}

/** The status of a rollout that waits for a field of the workload's status. */
export const waiting = (rule: string, field: string, value: string | number): KubectlStatus => ({
  verdict: 'waiting',
  rule: `rollout.${rule}`,
  field: `status.${field}`,
  value,
});

export const success = (rule: string, field: string, value: string | number): KubectlStatus => ({
  ...waiting(rule, field, value),
  verdict: 'success',
});
