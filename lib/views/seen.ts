import { EVERYTHING, type Place } from '@/lib/model';
import type { WorldContext } from './context';
import type { IndexedService } from './service-index';

type Context = Pick<WorldContext, 'index' | 'scope'>;

/** What is outside of every cluster: a Component that nothing runs, a host somewhere. */
export const OUTSIDE: Place = { cluster: null, namespace: null };

/** A cluster as a whole: its state, its nodes. */
export function wholeCluster(cluster: string): Place {
  return { cluster, namespace: null };
}

/** The placements of a Service that the scope sees, by id. */
export function placementsSeen({ index, scope }: Context, { placements }: IndexedService): readonly string[] {
  return [...placements].sort().filter((id) => {
    const placement = index.placement(id);
    return placement !== undefined && scope.sees(placement);
  });
}

/** Whether the scope sees a Service: one of its placements; one that has none is outside of every cluster. */
export function isServiceSeen(context: Context, service: IndexedService): boolean {
  return service.placements.size === 0
    ? context.scope.sees(OUTSIDE)
    : placementsSeen(context, service).length > 0;
}

/** How many Services the scope sees. */
export function countServicesSeen(context: Context): number {
  let seen = 0;
  for (const service of context.index.allServices())
    if (context.scope.key === EVERYTHING.key || isServiceSeen(context, service)) seen += 1;
  return seen;
}
