import { EVERYTHING, type Place } from '@/lib/model';
import type { WorldContext } from './context';
import type { IndexedPlacement, IndexedService } from './service-index';

type Context = Pick<WorldContext, 'index' | 'scope'>;

/** Whether the scope sees every place, so that nothing has to be filtered. */
export function seesEverything({ scope }: Pick<WorldContext, 'scope'>): boolean {
  return scope.key === EVERYTHING.key;
}

/** The place outside of every cluster: of a Component that nothing runs, or an external host. */
export const OUTSIDE: Place = { cluster: null, namespace: null };

/** The place of a cluster as a whole: of its state and its nodes. */
export function wholeCluster(cluster: string): Place {
  return { cluster, namespace: null };
}

/** All placements that the scope sees. */
export function allPlacementsSeen(context: Context): Iterable<IndexedPlacement> {
  const all = context.index.allPlacements();
  return seesEverything(context) ? all : [...all].filter((placement) => context.scope.sees(placement));
}

/** A placement by its id; undefined for one that is not known, and for one that the scope does not see. */
export function placementSeen({ index, scope }: Context, id: string): IndexedPlacement | undefined {
  const placement = index.placement(id);
  return placement && scope.sees(placement) ? placement : undefined;
}

/** A Service by its id; undefined for one that is not known, and for one that the scope does not see. */
export function serviceSeen(context: Context, id: string): IndexedService | undefined {
  const service = context.index.service(id);
  return service && isServiceSeen(context, service) ? service : undefined;
}

/** Whether the scope sees a cluster: as a whole, or a place in it where something runs. */
export function isClusterSeen(context: Context, cluster: string): boolean {
  if (context.scope.sees(wholeCluster(cluster))) return true;
  return [...allPlacementsSeen(context)].some((placement) => placement.cluster === cluster);
}

/** The placements of a Service that the scope sees, by id. */
export function placementsSeen(context: Context, { placements }: IndexedService): readonly string[] {
  const ids = [...placements].sort();
  return seesEverything(context) ? ids : ids.filter((id) => placementSeen(context, id) !== undefined);
}

/** Whether the scope sees a Service: one of its placements; a Service without placements is outside of every cluster. */
export function isServiceSeen(context: Context, service: IndexedService): boolean {
  return service.placements.size === 0
    ? context.scope.sees(OUTSIDE)
    : placementsSeen(context, service).length > 0;
}

/** How many Services the scope sees. */
export function countServicesSeen(context: Context): number {
  let seen = 0;
  for (const service of context.index.allServices())
    if (seesEverything(context) || isServiceSeen(context, service)) seen += 1;
  return seen;
}
