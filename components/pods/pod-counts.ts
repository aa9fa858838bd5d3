import type { PodCell } from '@/lib/model';

const ORDER = ['ready', 'starting', 'blocked', 'old'] as const satisfies readonly PodCell[];

/** How many pods are in each state, in the order of the bar; states without pods are left out. */
export function segmentCells(cells: readonly PodCell[]): { cell: PodCell; count: number }[] {
  return ORDER.map((cell) => ({ cell, count: cells.filter((other) => other === cell).length })).filter(
    ({ count }) => count > 0,
  );
}

/** The counts as text: "5 new ready, 1 starting, 6 old"; when complete: "6 pods, all new and ready". */
export function describeCells(cells: readonly PodCell[], complete = false): string {
  if (cells.length === 0) return 'no pods';
  const pods = cells.length === 1 ? '1 pod' : `${cells.length} pods`;
  const parts = segmentCells(cells);
  if (parts.length === 1 && parts[0]?.cell === 'ready') {
    const all = cells.length === 1 ? 'ready' : 'all ready';
    return complete
      ? `${pods}, ${all}`
      : `${pods}, ${cells.length === 1 ? 'new and ready' : 'all new and ready'}`;
  }
  return parts
    .map(({ cell, count }, index) => {
      const fresh = !complete && index === 0 && cell !== 'old' ? 'new ' : '';
      return `${count} ${fresh}${cell}`;
    })
    .join(', ');
}
