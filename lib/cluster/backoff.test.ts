import { describe, expect, it } from 'vitest';
import { createBackoff } from './backoff';

describe('backoff', () => {
  it('doubles its ceiling from 0.8 s to 30 s', () => {
    const backoff = createBackoff(() => 1);
    expect(Array.from({ length: 8 }, () => backoff.next())).toEqual([
      800, 1600, 3200, 6400, 12_800, 25_600, 30_000, 30_000,
    ]);
    backoff.reset();
    expect(backoff.next()).toBe(800);
  });

  it('is random over the whole of the wait', () => {
    const values = [0, 0.5, 0.25];
    const backoff = createBackoff(() => values.shift() ?? 0);
    expect([backoff.next(), backoff.next(), backoff.next()]).toEqual([0, 800, 800]);
  });
});
