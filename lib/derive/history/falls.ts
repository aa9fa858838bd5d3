import { millis } from '../times';
import type { StatusStep } from './availability';
import { availabilityState } from './availability-state';

/** A placement with this many falls within an hour is flapping. */
export const FLAPPING_FALLS = 4;
const HOUR_MS = 3_600_000;

/**
 * How often a placement changed from up to down within the hour up to `now`. Unknown time is skipped: up, unknown, down
 * is one fall; up, unknown, up is not a fall.
 *
 * @param steps Oldest first.
 */
export function fallsLastHour(steps: readonly StatusStep[], now: Date): number {
  let falls = 0;
  let wasUp = false;
  for (const { at, to } of steps) {
    const state = availabilityState(to);
    if (state === 'unknown') continue;
    const began = millis(at);
    if (state === 'down' && wasUp && began > now.getTime() - HOUR_MS && began <= now.getTime()) falls += 1;
    wasUp = state === 'up';
  }
  return falls;
}
