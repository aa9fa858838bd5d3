import { describe, expect, it } from 'vitest';
import type { CheckStatus } from '@/lib/model';
import { statusAfter, streakAfter, type Streak } from './thresholds';

function told(
  before: CheckStatus | null,
  verdicts: string,
  wanted: { successes: number; failures: number },
): string {
  const VERDICT: Record<string, CheckStatus> = { p: 'passing', w: 'warning', c: 'critical' };
  let streak: Streak | null = null;
  let status = before;
  const words: string[] = [];
  for (const letter of verdicts) {
    streak = streakAfter(streak, VERDICT[letter] ?? 'critical');
    status = statusAfter(status, streak, wanted);
    words.push(status?.charAt(0) ?? '-');
  }
  return words.join('');
}

describe('consecutive thresholds', () => {
  it.each([
    [null, 'ppp', 1, 3, 'ppp'],
    [null, 'ccc', 1, 3, '--c'],
    [null, 'ccpcc', 1, 3, '--ppp'],
    ['passing', 'cccppp', 2, 3, 'ppccpp'],
    ['passing', 'cpcpcp', 1, 2, 'pppppp'],
    ['critical', 'pcpp', 2, 1, 'cccp'],
    // To be asked too often (429) is a verdict of its own, and no failure.
    ['passing', 'wwcw', 2, 2, 'pwww'],
    ['critical', 'pw', 2, 1, 'cc'],
  ] as const)('%s, then %s with %i and %i: %s', (before, verdicts, successes, failures, expected) => {
    expect(told(before, verdicts, { successes, failures })).toBe(expected);
  });
});
