import type { CheckStatus } from '@/lib/model';

/** So many answers of one verdict, one after the other. */
export interface Streak {
  readonly verdict: CheckStatus;
  readonly count: number;
}

/** How many in a row are wanted before a verdict is believed. */
export interface Wanted {
  readonly successes: number;
  readonly failures: number;
}

export function streakAfter(before: Streak | null, verdict: CheckStatus): Streak {
  return { verdict, count: before?.verdict === verdict ? before.count + 1 : 1 };
}

/** The status after a streak: the verdict where it has lasted, else what it was. */
export function statusAfter<Before extends CheckStatus | null>(
  before: Before,
  { verdict, count }: Streak,
  { successes, failures }: Wanted,
): Before | CheckStatus {
  return count >= (verdict === 'critical' ? failures : successes) ? verdict : before;
}
