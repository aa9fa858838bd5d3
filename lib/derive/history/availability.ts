import { AVAILABILITY_WINDOWS, type Availability, type AvailabilityWindow, type Health } from '@/lib/model';
import { millis } from '../times';
import { availabilityState, type AvailabilityState } from './availability-state';

/** A change of status: the new one, and when it began. ISO 8601. */
export interface StatusStep {
  readonly at: string;
  readonly to: Health;
}

const HOUR_SECONDS = 3600;
export const WINDOW_SECONDS: Record<AvailabilityWindow, number> = {
  '24h': 24 * HOUR_SECONDS,
  '7d': 7 * 24 * HOUR_SECONDS,
  '30d': 30 * 24 * HOUR_SECONDS,
};

/**
 * The availability in each window up to `now`. A status holds until the next step; the time before the first step, and
 * all Unknown time, is not known. Known and unknown time together are the window.
 *
 * @param steps Oldest first.
 */
export function availability(steps: readonly StatusStep[], now: Date): Availability[] {
  return AVAILABILITY_WINDOWS.map((window) => {
    const windowSeconds = WINDOW_SECONDS[window];
    const spent = timeSpent(steps, now.getTime() - windowSeconds * 1000, now.getTime());
    const knownSeconds = (spent.up + spent.down) / 1000;
    return {
      window,
      ratio: knownSeconds === 0 ? null : spent.up / (spent.up + spent.down),
      knownSeconds,
      windowSeconds,
      downSeconds: spent.down / 1000,
    };
  });
}

function timeSpent(
  steps: readonly StatusStep[],
  from: number,
  to: number,
): Record<AvailabilityState, number> {
  const spent: Record<AvailabilityState, number> = { up: 0, down: 0, unknown: 0 };
  const clamp = (at: number): number => Math.min(Math.max(at, from), to);
  steps.forEach((step, index) => {
    const next = steps[index + 1];
    const end = next ? clamp(millis(next.at)) : to;
    spent[availabilityState(step.to)] += Math.max(0, end - clamp(millis(step.at)));
  });
  return spent;
}
