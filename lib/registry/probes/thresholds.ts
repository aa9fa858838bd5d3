import type { CheckStatus } from '@/lib/model';

/** How many results in a row had the same verdict. */
export interface Streak {
  readonly verdict: CheckStatus;
  readonly count: number;
}

/** How many results in a row it takes to change a status. */
export interface Wanted {
  readonly successes: number;
  readonly failures: number;
}

export function streakAfter(before: Streak | null, verdict: CheckStatus): Streak {
  return { verdict, count: before?.verdict === verdict ? before.count + 1 : 1 };
}

/** The status after a streak: its verdict where the streak is long enough, else what it was before. */
export function statusAfter<Before extends CheckStatus | null>(
  before: Before,
  { verdict, count }: Streak,
  { successes, failures }: Wanted,
): Before | CheckStatus {
  return count >= (verdict === 'critical' ? failures : successes) ? verdict : before;
}
