import { describe, expect, it } from 'vitest';
import type { CheckStatus } from '@/lib/model';
import { statusAfter, streakAfter, type Streak } from './thresholds';

function statuses(
  before: CheckStatus | null,
  verdicts: string,
  wanted: { successes: number; failures: number },
): string {
  const VERDICT: Record<string, CheckStatus> = { p: 'passing', w: 'warning', c: 'critical' };
  let streak: Streak | null = null;
  let status = before;
  const letters: string[] = [];
  for (const letter of verdicts) {
    streak = streakAfter(streak, VERDICT[letter] ?? 'critical');
    status = statusAfter(status, streak, wanted);
    letters.push(status?.charAt(0) ?? '-');
  }
  return letters.join('');
}

describe('consecutive thresholds', () => {
  it.each([
    [null, 'ppp', 1, 3, 'ppp'],
    [null, 'ccc', 1, 3, '--c'],
    [null, 'ccpcc', 1, 3, '--ppp'],
    ['passing', 'cccppp', 2, 3, 'ppccpp'],
    ['passing', 'cpcpcp', 1, 2, 'pppppp'],
    ['critical', 'pcpp', 2, 1, 'cccp'],
    // 429 (too many requests) is a verdict of its own, and no failure.
    ['passing', 'wwcw', 2, 2, 'pwww'],
    ['critical', 'pw', 2, 1, 'cc'],
  ] as const)('%s, then %s with %i and %i: %s', (before, verdicts, successes, failures, expected) => {
    expect(statuses(before, verdicts, { successes, failures })).toBe(expected);
  });
});
