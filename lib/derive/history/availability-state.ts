import type { Health } from '@/lib/model';

/** Whether a placement does its work: what a status counts for in availability. */
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
