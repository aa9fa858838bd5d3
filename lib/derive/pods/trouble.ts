import type { AnyObject, BlockerCode, Pod } from '@/lib/model';
import type { Reading } from '../evidence';

/** One thing that keeps one pod from doing its work. */
export interface PodTrouble extends Reading {
  readonly code: BlockerCode;
  /** Where it was read; absent: on the pod itself. */
  readonly object?: AnyObject;
  readonly container: string | null;
  readonly image: string | null;
  /** The machine's own words: a kubelet's pull error, the scheduler's counts. */
  readonly detail: string;
  /** From the pod's own timestamps, ISO 8601. */
  readonly since: string | null;
}

/**
 * Where one pod stands at a moment.
 *
 * - `ready`, also with a `trouble` when it keeps restarting; `starting`: on its way, within its budgets; `broken`: it has a
 *   trouble; `leaving`: being deleted, with a trouble when its node cannot carry that out; `ended`: succeeded, failed or evicted, it will not run again.
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

/** What a rule about a pod that is not ready answers: a trouble, or until when there is none yet. */
export type Opinion =
  { readonly trouble: PodTrouble } | { readonly trouble: null; readonly validUntil: string | null };

/** When a pod that is not ready stopped being so, or was made. */
export function notReadySince(pod: Pod): string {
  return (
    pod.status.conditions.find((condition) => condition.type === 'Ready')?.lastTransitionTime ??
    pod.metadata.creationTimestamp
  );
}
