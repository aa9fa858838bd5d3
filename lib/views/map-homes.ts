import type { MapEdge, MapNode } from '@/lib/model';
import type { Home } from './topology-boxes';

/**
 * The System in which a box without one is drawn: that of the targets of an entry, or of the callers of an external host, where all of them
 * are of one System.
 */
export function homesOf(
  edges: readonly MapEdge[],
  placements: readonly MapNode[],
): ReadonlyMap<string, Home | null> {
  const systems = new Map(placements.map(({ id, system, domain }) => [id, { system, domain }]));
  const homes = new Map<string, Home | null>();
  for (const { from, to } of edges) {
    const [placed, other] = systems.has(from) ? [from, to] : [to, from];
    const home = systems.get(placed);
    if (home === undefined || systems.has(other)) continue;
    const held = homes.get(other);
    homes.set(other, held === undefined || held?.system === home.system ? home : null);
  }
  return homes;
}
