import { AppError } from '@/lib/model';
import type { WorldContext } from '@/lib/views/context';
import { mapRows } from '@/lib/views/map-rows';

/** An edge of the map with the owners who may judge it. AppError `not-found` for an id that the scope's map does not have. */
export function findEdge(context: WorldContext, id: string) {
  const rows = mapRows(context);
  const edge = rows.find((row) => row.id === id);
  if (edge?.kindOfRow !== 'edge') throw new AppError('not-found', `There is no edge "${id}".`);
  const ends = [edge.from, edge.to].flatMap((end) => {
    const node = rows.find((row) => row.id === end);
    return node?.kindOfRow === 'node' ? [node] : [];
  });
  const [from, to] = ends;
  const verb = edge.kind === 'routes' ? 'leads to' : 'calls';
  return {
    id,
    title: `${from?.name ?? edge.from} ${verb} ${to?.name ?? edge.to}`,
    owners: ends.flatMap(({ owner }) => owner ?? []),
  };
}
