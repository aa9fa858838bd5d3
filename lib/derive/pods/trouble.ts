import type { AnyObject, BlockerCode, Pod } from '@/lib/model';
import type { Reading } from '../evidence';
import type { ProbeFailure } from './probe-failure';

/** How the last run of a container ended. */
export interface ContainerExit {
  readonly code: number;
  /** What the container left as its termination message; null without one. */
  readonly message: string | null;
}

/** One thing that keeps one pod from doing its work. */
export interface PodTrouble extends Reading {
  readonly code: BlockerCode;
  /** Where it was read; absent: on the pod itself. */
  readonly object?: AnyObject;
  readonly container: string | null;
  readonly image: string | null;
  /** What Kubernetes reports, unchanged: a kubelet's pull error, the scheduler's counts. */
  readonly detail: string;
  /** Of a crash, where Kubernetes still keeps how it ended. */
  readonly exit?: ContainerExit;
  /** The probe that fails, where the trouble is one. */
  readonly probe?: ProbeFailure;
  /** From the pod's own timestamps, ISO 8601. */
  readonly since: string | null;
}

/**
 * The state of one pod at a moment.
 *
 * - `ready`, also with a `trouble` when it keeps restarting; `starting`: not ready yet, within the time that its probes
 *   allow; `broken`: it has a trouble; `leaving`: being deleted, with a trouble when its node cannot carry that out;
 *   `ended`: it succeeded, failed or was evicted and will not run again.
 * - `restarted`: when a container of a ready pod last ended, if that was in the last ten minutes.
 * - `validUntil`: when time alone changes this; ISO 8601, or null.
 */
export interface PodView {
  readonly pod: Pod;
  readonly state: 'ready' | 'starting' | 'broken' | 'leaving' | 'ended';
  readonly trouble: PodTrouble | null;
  readonly restarted: string | null;
  readonly validUntil: string | null;
}

/** What a rule finds about a pod that is not ready: a trouble, or until when there is none yet. */
export type Opinion =
  { readonly trouble: PodTrouble } | { readonly trouble: null; readonly validUntil: string | null };

/** Since when a pod is not ready: the last change of its Ready condition, else its creation. */
export function notReadySince(pod: Pod): string {
  return (
    pod.status.conditions.find((condition) => condition.type === 'Ready')?.lastTransitionTime ??
    pod.metadata.creationTimestamp
  );
}
