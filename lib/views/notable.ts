import type { Health, HealthDto } from '@/lib/model';

/** Whether a placement is not well, or stands at a limit. */
export function isNotable({ status, advice }: HealthDto): boolean {
  return IS_TROUBLE[status] || isStrained({ status, advice });
}

/** Well or under way, with something to say about it. */
export function isStrained({ status, advice }: Pick<HealthDto, 'status' | 'advice'>): boolean {
  return !IS_TROUBLE[status] && advice !== null;
}

/** Exhaustive, so that a new word of Health must be thought of here. */
export const IS_TROUBLE: Record<Health, boolean> = {
  Healthy: false,
  Idle: false,
  Suspended: false,
  Progressing: false,
  Unknown: true,
  Missing: true,
  Degraded: true,
};
