import { POD_CELLS, type PodCell } from '@/lib/model';

/** As many cells as fit into a row on a phone. */
export const CELLS_MAX = 60;

export type CellCounts = Readonly<Record<PodCell, number>>;

/**
 * One cell for each pod: new and ready, starting, blocked, then old. Above 60 pods each cell represents an equal share
 * of them; every kind that has a pod keeps at least one cell, so that one blocked pod of a thousand is still visible.
 */
export function cellsOf(counts: CellCounts): readonly PodCell[] {
  const total = POD_CELLS.reduce((sum, cell) => sum + counts[cell], 0);
  const shares = POD_CELLS.map((cell) => ({ cell, cells: shareOf(counts[cell], total) }));
  let excess = shares.reduce((sum, { cells }) => sum + cells, 0) - CELLS_MAX;
  for (const share of shares.toSorted((a, b) => b.cells - a.cells)) {
    const cut = Math.min(Math.max(excess, 0), share.cells - 1);
    if (cut <= 0) continue;
    share.cells -= cut;
    excess -= cut;
  }
  return shares.flatMap(({ cell, cells }) => Array.from({ length: cells }, () => cell));
}

function shareOf(pods: number, total: number): number {
  if (pods === 0 || total <= CELLS_MAX) return pods;
  return Math.max(1, Math.round((pods * CELLS_MAX) / total));
}
