import type { Health } from '@/lib/model';
import { HealthGlyph } from './health-glyph';
import { healthKey } from './health-look';

export interface PlacementCellProps {
  health: Health;
  /** "4.18.2", "→ 7.43.0", or a word where there is no version ("Missing"). */
  version: string;
  /** The version is a word, not what a machine named. */
  word?: boolean;
  /** "2/2", "5/12 new", or the age of what is stale. */
  reps?: React.ReactNode;
  /** The sentence of its health, on hover. */
  title?: string;
}

/** One placement in one cell of the Catalog: glyph, version, ready of wanted. Put `stale` on the cell's `td` where it is. */
export function PlacementCell({ health, version, word = false, reps, title }: PlacementCellProps) {
  return (
    <span className="cell" data-health={healthKey(health)} title={title}>
      <HealthGlyph health={health} />
      <span className={word ? undefined : 'mono'}>{version}</span>
      {reps === undefined ? null : <span className="reps">{reps}</span>}
    </span>
  );
}

/** Not here by design. */
export function NoPlacementCell() {
  return (
    <span className="cell cell--none">
      <span />
      <span aria-hidden="true">–</span>
      <span className="vh">not placed here</span>
    </span>
  );
}
