import type { ReactNode } from 'react';
import type { Health } from '@/lib/model';
import { HealthGlyph } from './health-glyph';
import { healthKey } from './health-look';

export interface PlacementCellProps {
  health: Health;
  /** "4.18.2", "→ 7.43.0", or a word where there is no version ("Missing"). */
  version: ReactNode;
  /** The version is a word, not what a machine named. */
  word?: boolean;
  /** The whole image, on hover of the version. */
  image?: string | null;
  /** "2/2", "5/12 new", or the age of what is stale. */
  reps?: ReactNode;
  /** The sentence of its health, on hover. */
  title?: string;
}

/** One placement in one cell of the Catalog: glyph, version, ready of wanted. Put `stale` on the cell's `td` where it is. */
export function PlacementCell({ health, version, word = false, image, reps, title }: PlacementCellProps) {
  return (
    <span className="cell" data-health={healthKey(health)} title={title}>
      <HealthGlyph health={health} />
      <span className={word ? undefined : 'mono'} title={image ?? undefined}>
        {version}
      </span>
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
