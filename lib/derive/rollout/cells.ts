import { POD_CELLS, type PodCell } from '@/lib/model';

/** As many as a row on a phone can hold. */
export const CELLS_MAX = 60;

export type CellCounts = Readonly<Record<PodCell, number>>;

/**
 * One cell a pod: new and ready, starting, blocked, then old. Beyond 60 pods a cell stands for an equal share of them;
 * no kind that is there is left without a cell, so that one blocked pod of a thousand is still seen.
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
