import type { KubectlVerdict, WorkloadShape } from '@/lib/model';
import type { ControllerAdvice } from '../../advice';
import type { Reading } from '../../evidence';

/** The verdict and the check that gave it. */
export interface KubectlStatus extends Reading {
  readonly verdict: KubectlVerdict;
}

/** What holds a passage back until somebody, or a step of its own, lets it go on. */
export interface Pause {
  /** Without capital and full stop. */
  readonly says: string;
  readonly since: string | null | undefined;
  readonly reading: Reading;
}

/** The end of a passage as its own controller says it. */
export interface RolloutFailure {
  /** The controller's own words of this passage; empty where it has none. */
  readonly message: string;
  /** The same, or those of its conditions. */
  readonly detail: string;
  readonly since: string | null;
  readonly reading: Reading;
  readonly advice: ControllerAdvice;
}

/** How the passage of a workload kind from one revision to the next is judged. */
export interface RolloutRules<W extends WorkloadShape> {
  /** What `kubectl rollout status`, or the kind's own tool, says at this moment; null where it refuses to answer. */
  status(workload: W): KubectlStatus | null;
  /** What the update strategy means for this number of pods, at least one; without capital and full stop. */
  strategy(workload: W, pods: number): string;
  /** Null: nothing holds it back. */
  pause(workload: W): Pause | null;
  /** Null: it did not fail, or a passed deadline says it all. */
  failure(workload: W): RolloutFailure | null;
}

/** A kubectl status that waits for a field of the status. */
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
