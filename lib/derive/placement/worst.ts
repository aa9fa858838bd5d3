import { HEALTH_RANK, type Health } from '@/lib/model';

/**
 * The worst of several healths; the first of those that are equally bad, so the caller's order decides. What is Idle on
 * purpose does not outweigh what runs and is Healthy. Null for none.
 */
export function worstOf<T extends { readonly status: Health }>(healths: readonly T[]): T | null {
  const awake = healths.filter(({ status }) => status !== 'Idle');
  let worst: T | null = null;
  for (const health of awake.length > 0 ? awake : healths) {
    if (worst === null || HEALTH_RANK[health.status] > HEALTH_RANK[worst.status]) worst = health;
  }
  return worst;
}
