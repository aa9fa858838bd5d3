import { availability, fallsLastHour, FLAPPING_FALLS, WINDOW_SECONDS } from '@/lib/derive/history';
import { historyBegin, listStatusSteps, listTransitions } from '@/lib/db/transitions';
import { AppError, type PlacementHistory, type ServiceHistory } from '@/lib/model';
import type { ReadContext } from './context';
import { placementsSeen, serviceSeen } from '@/lib/views/seen';
import type { IndexedPlacement } from '@/lib/views/service-index';

/** The most transitions of one placement that are shown. */
const TRANSITIONS_MAX = 100;
/** The most transitions that availability is computed from; with more in 30 days the time of the oldest counts as not known. */
const STEPS_MAX = 10_000;

type HistoryContext = Pick<ReadContext, 'db' | 'index' | 'views' | 'scope' | 'now'>;

/** The history of each placement of a service that the scope sees. AppError `not-found` for an id that it does not know. */
export async function readServiceHistory(context: HistoryContext, id: string): Promise<ServiceHistory> {
  const service = serviceSeen(context, id);
  if (!service) throw new AppError('not-found', `There is no service "${id}".`);
  const ids = placementsSeen(context, service);
  const placements = await Promise.all(
    ids.flatMap((one) => {
      const placement = context.index.placement(one);
      return placement ? [placementHistory(context, placement)] : [];
    }),
  );
  return { service: id, knownSince: await historyBegin(context.db, ids), placements };
}

async function placementHistory(
  { db, views, now }: HistoryContext,
  { id, cluster, namespace }: IndexedPlacement,
): Promise<PlacementHistory> {
  const at = now();
  const from = new Date(at.getTime() - WINDOW_SECONDS['30d'] * 1000);
  const [steps, transitions] = await Promise.all([
    listStatusSteps(db, id, { from, limit: STEPS_MAX }),
    listTransitions(db, id, TRANSITIONS_MAX),
  ]);
  const falls = fallsLastHour(steps, at);
  return {
    placement: id,
    cluster,
    namespace,
    environment: views.environment(cluster, namespace).name,
    availability: availability(steps, at),
    fallsLastHour: falls,
    flapping: falls >= FLAPPING_FALLS,
    transitions,
  };
}
