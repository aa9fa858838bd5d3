import type { MapEdge, MapNode } from '@/lib/model';
import type { Home } from './topology-boxes';

/**
 * Where what belongs to no System of its own is at home: an entry with what it leads to, a host outside with those that call it, where all
 * of them are of one System.
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
