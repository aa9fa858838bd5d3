import type { ReactNode } from 'react';
import type { Health } from '@/lib/model';
import { HealthGlyph } from './health-glyph';
import { healthKey } from './health-look';

export interface PlacementCellProps {
  health: Health;
  /** "4.18.2", "→ 7.43.0", or a word where there is no version ("Missing"). */
  version: ReactNode;
  /** The version is a word, not a name that a machine gave. */
  word?: boolean;
  /** The whole image, shown on hover over the version. */
  image?: string | null;
  /** "2/2", "5/12 new", or the age where it is stale. */
  reps?: ReactNode;
  /** The sentence of its health, shown on hover. */
  title?: string;
}

/** One placement in one cell of the Catalog: glyph, version, ready and wanted pods. Set `stale` on the `td` where it is stale. */
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

/** The service is not placed here. */
export function NoPlacementCell() {
  return (
    <span className="cell cell--none">
      <span />
      <span aria-hidden="true">–</span>
      <span className="vh">not placed here</span>
    </span>
  );
}
