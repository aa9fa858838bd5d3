import type { Reach } from '@/lib/model';
import type { KubeFailure } from './failure';

/** What the heartbeats of a cluster have shown so far. Times in milliseconds since the epoch. */
export interface Pulse {
  readonly state: Reach['state'];
  readonly observedAt: number | null;
  readonly misses: number;
  readonly reason: string | null;
}

export const FIRST_PULSE: Pulse = { state: 'connecting', observedAt: null, misses: 0, reason: null };

const MISSES_UNTIL_STALE = 2;
const UNREACHABLE_AFTER_MS = 60_000;

/** The server answered. */
export function answered(now: number): Pulse {
  return { state: 'live', observedAt: now, misses: 0, reason: null };
}

/**
 * The server did not answer, or refused the request. One miss changes nothing; two make it stale, and 60 s without an answer
 * unreachable; one that never answered is unreachable at once, since there is no picture that could be stale.
 */
export function missed(pulse: Pulse, failure: KubeFailure, now: number): Pulse {
  const reason = failure.message;
  const misses = pulse.misses + 1;
  if (failure.status === 401) return { ...pulse, state: 'unauthorized', misses, reason };
  if (misses < MISSES_UNTIL_STALE) return { ...pulse, misses };
  const away = pulse.observedAt === null || now - pulse.observedAt >= UNREACHABLE_AFTER_MS;
  return { ...pulse, state: away ? 'unreachable' : 'stale', misses, reason };
}
