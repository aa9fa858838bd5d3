import { millis } from '../times';
import type { StatusStep } from './availability';
import { availabilityState } from './availability-state';

/** Falls within an hour from which on a placement is said to flap. */
export const FLAPPING_FALLS = 4;
const HOUR_MS = 3_600_000;

/**
 * How often a placement left a good status within the hour up to `now`. A time of Unknown is looked through: to be good, unknown
 * and then broken is one fall, to be unknown and good again is none.
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
