import type { MapEdge, MapNode } from '@/lib/model';

/** A box that depends on a Service, and how many calls away it is: 1 calls it directly. */
export interface Dependent {
  readonly id: string;
  readonly distance: number;
}

/** What a failure of these boxes affects: all boxes that call them, directly or through others; nearest first, then by id. */
export function blastRadius(
  edges: readonly Pick<MapEdge, 'from' | 'to'>[],
  boxes: readonly string[],
): readonly Dependent[] {
  const callers = new Map<string, string[]>();
  for (const { from, to } of edges) callers.set(to, [...(callers.get(to) ?? []), from]);
  const known = new Set(boxes);
  const found: Dependent[] = [];
  let round = [...boxes];
  for (let distance = 1; round.length > 0; distance += 1) {
    const next = [...new Set(round.flatMap((id) => callers.get(id) ?? []))]
      .filter((id) => !known.has(id))
      .sort();
    for (const id of next) {
      known.add(id);
      found.push({ id, distance });
    }
    round = next;
  }
  return found;
}

export interface RadiusGroup {
  /** A tier, an owner, or null for those without one. */
  readonly name: string | null;
  readonly direct: number;
  readonly indirect: number;
}

/** Dependents counted by group, the largest group first. */
export function countBy(
  dependents: readonly Dependent[],
  nodes: ReadonlyMap<string, MapNode>,
  groupOf: (node: MapNode) => string | null,
): readonly RadiusGroup[] {
  const groups = new Map<string | null, { direct: number; indirect: number }>();
  for (const { id, distance } of dependents) {
    const node = nodes.get(id);
    if (node === undefined) continue;
    const name = groupOf(node);
    const held = groups.get(name) ?? { direct: 0, indirect: 0 };
    held[distance === 1 ? 'direct' : 'indirect'] += 1;
    groups.set(name, held);
  }
  return [...groups]
    .map(([name, counts]) => ({ name, ...counts }))
    .sort(
      (a, b) => b.direct + b.indirect - a.direct - a.indirect || ((a.name ?? '~') < (b.name ?? '~') ? -1 : 1),
    );
}
