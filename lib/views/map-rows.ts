import { EVERYTHING, type MapEdge, type MapNode, type MapRow } from '@/lib/model';
import type { WorldContext } from './context';
import { homesOf } from './map-homes';
import { OUTSIDE } from './seen';
import { belonging, type Home } from './topology-boxes';

type Context = Pick<WorldContext, 'topology' | 'catalog' | 'scope'>;

const NO_HOME: Home = { system: null, domain: null };

/**
 * The map as a scope sees it: boxes of places that it sees, the edges between them, and boxes outside of every cluster that one of those
 * edges leads to. Rows that did not change are the same objects as at the last call.
 */
export function mapRows(context: Context): readonly MapRow[] {
  const { topology, scope } = context;
  const rows = topology.rows();
  if (scope.key === EVERYTHING.key) return rows;
  const placed = new Map<string, MapNode>();
  const outside = new Map<string, MapNode>();
  for (const row of rows) {
    if (row.kindOfRow !== 'node') continue;
    if (row.cluster === null) outside.set(row.id, row);
    else if (scope.sees(row)) placed.set(row.id, row);
  }
  const edges = rows.filter(
    (row): row is MapEdge =>
      row.kindOfRow === 'edge' &&
      [row.from, row.to].every((id) => placed.has(id) || outside.has(id)) &&
      (placed.has(row.from) || placed.has(row.to)),
  );
  const reached = new Set(edges.flatMap(({ from, to }) => [from, to]));
  const isSeen = ({ id }: MapNode): boolean => reached.has(id) || scope.sees(OUTSIDE);
  const homes = homesOf(edges, [...placed.values()]);
  const others = [...outside.values()].filter(isSeen).map((row) => {
    // Its home was derived from all its neighbours, also from those that the scope does not see.
    const isItsOwn = belonging(context, row.id).system !== null;
    return isItsOwn ? row : { ...row, ...(homes.get(row.id) ?? NO_HOME) };
  });
  return [...placed.values(), ...others, ...edges];
}
