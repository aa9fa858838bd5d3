import { AppError, type Dependents, type MapEdge, type MapNode, type Traffic } from '@/lib/model';
import { blastRadius, countBy } from '@/lib/derive/topology/blast-radius';
import type { WorldContext } from '@/lib/views/context';
import { mapRows } from '@/lib/views/map-rows';
import { serviceSeen } from '@/lib/views/seen';

/** The annotation for the importance of a Component, in the company's own word: `1`, `critical`. */
const TIER = 'pilothouse.dev/tier';

/** `GET /api/v1/services/{id}/dependents`: the services that depend on a Service, directly and through others. AppError `not-found`. */
export function readDependents(context: WorldContext, id: string): Dependents {
  const { index } = context;
  const service = serviceSeen(context, id);
  if (!service) throw new AppError('not-found', `There is no service "${id}".`);
  const rows = mapRows(context);
  const nodes = new Map(rows.flatMap((row) => (row.kindOfRow === 'node' ? [[row.id, row] as const] : [])));
  const edges = rows
    .filter((row) => row.kindOfRow === 'edge')
    .filter(({ verdict }) => verdict?.verdict !== 'rejected');
  const dependents = blastRadius(edges, [...service.placements].sort());
  const traffic = busiest(edges, service.placements);
  const tierOf = (node: MapNode): string | null => {
    const component = node.service === null ? null : index.service(node.service)?.component;
    return component?.annotations[TIER] ?? component?.labels.tier ?? null;
  };
  return {
    service: id,
    items: dependents.flatMap(({ id: box, distance }) => {
      const node = nodes.get(box);
      if (node === undefined) return [];
      return [{ node, distance, tier: tierOf(node), traffic: traffic.get(box) ?? null }];
    }),
    byTier: [...countBy(dependents, nodes, tierOf)],
    byOwner: [...countBy(dependents, nodes, ({ owner }) => owner)],
    byEnvironment: [...countBy(dependents, nodes, ({ environment }) => environment)],
  };
}

/** The traffic of each caller of these boxes; of several calls that with the highest rate. */
function busiest(edges: readonly MapEdge[], boxes: ReadonlySet<string>): ReadonlyMap<string, Traffic> {
  const found = new Map<string, Traffic>();
  for (const { from, to, traffic } of edges) {
    if (traffic === null || !boxes.has(to)) continue;
    if (traffic.perMinute > (found.get(from)?.perMinute ?? -1)) found.set(from, traffic);
  }
  return found;
}
