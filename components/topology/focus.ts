import type { MapEdge } from '@/lib/model';
import { neighboursOf, type MapGraph } from './graph';

export const DEPTHS = ['1', '2', '3', 'all'] as const;
export type Depth = (typeof DEPTHS)[number];

/**
 * What a service depends on and what depends on it, up to a depth: callers of callers to the left, callees of callees to the right. A
 * sibling (another callee of the same caller) is not included. Returns the graph itself when it does not contain the id.
 */
export function focusOn(graph: MapGraph, id: string | null, depth: Depth): MapGraph {
  if (id === null || !graph.nodes.has(id)) return graph;
  const neighbours = neighboursOf(graph.edges);
  const most = depth === 'all' ? Infinity : Number(depth);
  const left = reach(id, most, (at) => (neighbours.get(at)?.callers ?? []).map((edge) => edge.from));
  const right = reach(id, most, (at) => (neighbours.get(at)?.callees ?? []).map((edge) => edge.to));
  const onOneSide = (edge: MapEdge): boolean =>
    (left.has(edge.from) && left.has(edge.to)) || (right.has(edge.from) && right.has(edge.to));
  return {
    nodes: new Map([...graph.nodes].filter(([key]) => left.has(key) || right.has(key))),
    edges: graph.edges.filter(onOneSide),
  };
}

/** The nodes within so many steps, each with its number of steps. */
function reach(start: string, most: number, next: (id: string) => readonly string[]): Map<string, number> {
  const found = new Map([[start, 0]]);
  const queue = [start];
  for (const at of queue) {
    const steps = found.get(at) ?? 0;
    if (steps >= most) continue;
    for (const other of next(at)) {
      if (found.has(other)) continue;
      found.set(other, steps + 1);
      queue.push(other);
    }
  }
  return found;
}
