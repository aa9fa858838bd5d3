import { listReadiness } from '@/lib/db/readiness';
import { AppError, type Readiness } from '@/lib/model';
import { placementSeen } from '@/lib/views/seen';
import type { ReadContext } from './context';

export interface ReadinessQuery {
  /** A placement's id. */
  readonly placement: string;
  /** How far back; default 60. */
  readonly minutes?: number;
}

/**
 * How many pods of a placement were ready, up to now: the kept counts, then the current one where it is not kept yet. AppError
 * `not-found` for a placement that the scope does not know.
 */
export async function readReadiness(
  context: Pick<ReadContext, 'db' | 'index' | 'views' | 'scope' | 'now'>,
  { placement, minutes = 60 }: ReadinessQuery,
): Promise<Readiness> {
  const { db, views, now } = context;
  const summary = placementSeen(context, placement) && views.get(placement)?.summary;
  if (!summary) throw new AppError('not-found', `There is no placement "${placement}".`);
  const to = now();
  const from = new Date(to.getTime() - minutes * 60_000);
  const kept = await listReadiness(db, placement, from);
  const { ready, desired, health } = summary;
  const last = kept.at(-1);
  const isNews = health.status !== 'Unknown' && (last?.ready !== ready || last.desired !== desired);
  const points = isNews ? [...kept, { at: to.toISOString(), ready, desired }] : kept;
  return { placement, from: from.toISOString(), to: to.toISOString(), points };
}
