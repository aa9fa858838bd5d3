import type { Health } from '@/lib/model';

/** Whether a placement does its work: what a status counts for in availability. */
export type Standing = 'up' | 'down' | 'unknown';

const STANDING: Record<Health, Standing> = {
  Healthy: 'up',
  Progressing: 'up',
  Idle: 'up',
  Suspended: 'up',
  Degraded: 'down',
  Missing: 'down',
  Unknown: 'unknown',
};

export function standingOf(status: Health): Standing {
  return STANDING[status];
}
