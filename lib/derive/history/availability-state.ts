import type { Health } from '@/lib/model';

/** What a status counts as in availability: whether the placement does its work. */
export type AvailabilityState = 'up' | 'down' | 'unknown';

const BY_HEALTH: Record<Health, AvailabilityState> = {
  Healthy: 'up',
  Progressing: 'up',
  Idle: 'up',
  Suspended: 'up',
  Degraded: 'down',
  Missing: 'down',
  Unknown: 'unknown',
};

export function availabilityState(status: Health): AvailabilityState {
  return BY_HEALTH[status];
}
