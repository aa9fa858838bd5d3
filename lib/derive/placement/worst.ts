import { HEALTH_RANK, type Health } from '@/lib/model';

/**
 * The worst of several healths; of equally bad ones the first, so that the caller's order decides. Idle ones do not
 * count beside others. Null for an empty list.
 */
export function worstOf<T extends { readonly status: Health }>(healths: readonly T[]): T | null {
  const awake = healths.filter(({ status }) => status !== 'Idle');
  let worst: T | null = null;
  for (const health of awake.length > 0 ? awake : healths) {
    if (worst === null || HEALTH_RANK[health.status] > HEALTH_RANK[worst.status]) worst = health;
  }
  return worst;
}
