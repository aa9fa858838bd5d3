import type { MapEdge, MapNode, MapRow } from '@/lib/model';
import { inScope, type PageScope } from '../list/scope';

/** The nodes and edges of one scope. Both ends of every edge are among the nodes. */
export interface MapGraph {
  readonly nodes: ReadonlyMap<string, MapNode>;
  readonly edges: readonly MapEdge[];
}

/**
 * The rows of the topic within a scope. What is in no cluster (a host outside, a Component that nobody runs) is included when it has an
 * edge to something in the scope; without a scope it always is.
 */
export function graphOf(rows: readonly MapRow[], scope: PageScope): MapGraph {
  const all = new Map<string, MapNode>();
  const inside = new Set<string>();
  for (const row of rows) {
    if (row.kindOfRow !== 'node') continue;
    all.set(row.id, row);
    if (isInside(row, scope)) inside.add(row.id);
  }
  const kept = new Set(inside);
  const joined: MapEdge[] = [];
  for (const row of rows) {
    if (row.kindOfRow !== 'edge') continue;
    const from = all.get(row.from);
    const to = all.get(row.to);
    if (from === undefined || to === undefined) continue;
    if (!belongs(from, inside) || !belongs(to, inside)) continue;
    if (!inside.has(from.id) && !inside.has(to.id)) continue;
    kept.add(from.id).add(to.id);
    joined.push(row);
  }
  const nodes = new Map([...all].filter(([id]) => kept.has(id)));
  return { nodes, edges: joined };
}

function isInside(node: MapNode, scope: PageScope): boolean {
  if (scope.environment.length === 0 && scope.cluster.length === 0) return true;
  return (
    node.cluster !== null && inScope(scope, { environment: node.environment ?? '', cluster: node.cluster })
  );
}

const belongs = (node: MapNode, inside: ReadonlySet<string>): boolean =>
  inside.has(node.id) || node.cluster === null;

/** The edges that end at a node and those that begin there. */
export interface Neighbours {
  readonly callers: readonly MapEdge[];
  readonly callees: readonly MapEdge[];
}

/** The edges of each node, in their original order. */
export function neighboursOf(edges: readonly MapEdge[]): ReadonlyMap<string, Neighbours> {
  const found = new Map<string, { callers: MapEdge[]; callees: MapEdge[] }>();
  const at = (id: string) => {
    const held = found.get(id) ?? { callers: [], callees: [] };
    found.set(id, held);
    return held;
  };
  for (const edge of edges) {
    at(edge.from).callees.push(edge);
    at(edge.to).callers.push(edge);
  }
  return found;
}
