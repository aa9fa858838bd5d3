import type { Advice } from './advice';
import type { Receipt } from './receipt';

/**
 * Argo CD's words for the health of one object, judged from that object alone
 * (argo-cd, gitops-engine `pkg/health`).
 */
export const OBJECT_HEALTH = [
  'Healthy',
  'Suspended',
  'Progressing',
  'Missing',
  'Degraded',
  'Unknown',
] as const;
export type ObjectHealth = (typeof OBJECT_HEALTH)[number];

/** Health of a placement or service: Argo CD's words and *Idle*, scaled to zero on purpose. */
export const HEALTH = [
  'Healthy',
  'Idle',
  'Suspended',
  'Progressing',
  'Unknown',
  'Missing',
  'Degraded',
] as const;
export type Health = (typeof HEALTH)[number];

/**
 * Severity for ordering and for "worst of": larger is worse. Unknown outranks Progressing, because
 * a wrong green is worse than no answer; it does not outrank what is known to be broken.
 */
export const HEALTH_RANK: Record<Health, number> = {
  Healthy: 0,
  Idle: 1,
  Suspended: 2,
  Progressing: 3,
  Unknown: 4,
  Missing: 5,
  Degraded: 6,
};

/**
 * A judgement with its evidence.
 *
 * - `sentence` is what a person reads: subject, verb, number; ends with a full stop.
 * - `since` is ISO 8601 from the objects' own timestamps or our kept transitions; null when neither says it.
 * - `validUntil` is ISO 8601: when the mere passing of time may change the verdict; null when only the objects can.
 * - `further`: receipts of what the sentence adds beside its status.
 * - `advice`: the likely cause and what to do about it; absent for what is healthy and at no limit.
 */
export interface Verdict<S extends string = Health> {
  readonly status: S;
  readonly sentence: string;
  readonly since: string | null;
  readonly receipt: Receipt;
  readonly validUntil: string | null;
  readonly further?: readonly Receipt[];
  readonly advice?: Advice | null;
}
