import type { Health, HealthDto } from '@/lib/model';

/** Whether a placement is not healthy, or at a limit. */
export function isNotable({ status, advice }: HealthDto): boolean {
  return IS_TROUBLE[status] || isStrained({ status, advice });
}

/** Whether it is healthy or progressing, and has advice: it is at a limit. */
export function isStrained({ status, advice }: Pick<HealthDto, 'status' | 'advice'>): boolean {
  return !IS_TROUBLE[status] && advice !== null;
}

/** Which statuses are a problem. Exhaustive, so that a new status must be decided here. */
export const IS_TROUBLE: Record<Health, boolean> = {
  Healthy: false,
  Idle: false,
  Suspended: false,
  Progressing: false,
  Unknown: true,
  Missing: true,
  Degraded: true,
};
