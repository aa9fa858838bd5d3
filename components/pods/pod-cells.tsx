import type { PodCell } from '@/lib/model';
import { describeCells, segmentCells } from './pod-counts';

export interface PodCellsProps {
  cells: readonly PodCell[];
  /** Nothing is rolling out: ready pods are green, not blue. */
  complete?: boolean;
  /** The sentence for what the bar shows; made from the cells when absent. */
  label?: string;
}

/**
 * A rollout as a bar with a cell for each pod; above 48 pods a cell for each state, as wide as its share. Show the counts as text below
 * it.
 */
export function PodCells({ cells, complete = false, label }: PodCellsProps) {
  return (
    <div
      className="pods"
      data-state={complete ? 'complete' : undefined}
      role="img"
      aria-label={label ?? describeCells(cells, complete)}
    >
      {cells.length <= 48
        ? cells.map((cell, index) => <i key={index} data-pod={cell} />)
        : segmentCells(cells).map(({ cell, count }) => (
            <i key={cell} data-pod={cell} style={{ flexGrow: count, maxWidth: 'none' }} />
          ))}
    </div>
  );
}
