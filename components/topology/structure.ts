import type { DrawnMap } from './collapse';
import type { LayoutInput } from './layout-types';

/** The input of a layout, with a key that is equal for maps of the same structure. */
export interface Structure extends Omit<LayoutInput, 'before'> {
  readonly key: string;
}

/** The structure of a drawn map: the band of each box, and the lines between boxes. Health is not part of it. */
export function structureOf({ boxes, lines }: Pick<DrawnMap, 'boxes' | 'lines'>): Structure {
  const shapes = boxes.map(({ id, kind, band, label }) => ({ id, kind, band: band.key, label }));
  const joined = lines.map(({ id, from, to, kind }) => ({ id, from, to, kind }));
  const bands = [...new Map(boxes.map(({ band }) => [band.key, band])).values()];
  const key = JSON.stringify([
    shapes.map(({ id, kind, band }) => `${id} ${kind} ${band}`).sort(),
    joined.map(({ id }) => id).sort(),
  ]);
  return { boxes: shapes, lines: joined, bands, key };
}
