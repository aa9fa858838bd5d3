import { describe, expect, it } from 'vitest';
import { KubeFailure } from './failure';
import { FIRST_PULSE, answered, missed, type Pulse } from './reach';

const T0 = Date.parse('2026-01-01T00:00:00Z');
const refused = new KubeFailure('The API server at a:6443 refuses connections.');

function missAt(pulse: Pulse, ...seconds: number[]): Pulse {
  return seconds.reduce((last, second) => missed(last, refused, T0 + second * 1000), pulse);
}

describe('reach', () => {
  it('stays live after one miss, is stale at the second and unreachable after 60 s, with the time of the last answer', () => {
    const live = answered(T0);
    expect(missAt(live, 5)).toEqual({ state: 'live', observedAt: T0, misses: 1, reason: null });
    expect(missAt(live, 5, 10)).toEqual({
      state: 'stale',
      observedAt: T0,
      misses: 2,
      reason: 'The API server at a:6443 refuses connections.',
    });
    expect(missAt(live, 5, 59).state).toBe('stale');
    expect(missAt(live, 5, 60).state).toBe('unreachable');
  });

  it('is unreachable at the second miss when there was never an answer', () => {
    expect(missAt(FIRST_PULSE, 0).state).toBe('connecting');
    expect(missAt(FIRST_PULSE, 0, 5)).toMatchObject({
      state: 'unreachable',
      observedAt: null,
      reason: refused.message,
    });
  });

  it('is unauthorized at the first 401', () => {
    const failure = new KubeFailure('Unauthorized', { status: 401, sent: true });
    expect(missed(answered(T0), failure, T0)).toMatchObject({
      state: 'unauthorized',
      reason: 'Unauthorized',
    });
  });
});
