import type { PodCell } from '@/lib/model';
import { describeCells, segmentCells } from './pod-counts';

export interface PodCellsProps {
  cells: readonly PodCell[];
  /** Nothing rolls: ready pods are green instead of new. */
  complete?: boolean;
  /** The sentence that says what the bar shows; counted from the cells when absent. */
  label?: string;
}

/** A rollout as a bar, one cell a pod; above 48 pods one cell a state, as wide as its share. Say the counts beneath. */
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
