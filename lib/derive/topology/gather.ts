import type { TopologyEdge } from '@/lib/model';
import { strongestFirst } from './evidence';
import { edgeId } from './ids';

/** One edge for each pair and kind, with all its evidence, strongest first; in the order of ids. */
export function gatherEdges(edges: readonly TopologyEdge[]): readonly TopologyEdge[] {
  const gathered = new Map<string, TopologyEdge>();
  for (const edge of edges) {
    const id = edgeId(edge.from, edge.to, edge.kind);
    const held = gathered.get(id);
    gathered.set(id, held ? { ...held, evidence: [...held.evidence, ...edge.evidence] } : edge);
  }
  return [...gathered]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, edge]) => ({ ...edge, evidence: strongestFirst(edge.evidence) }));
}
