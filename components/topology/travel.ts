import type { Line } from './collapse';
import type { Layout, Point } from './layout-types';

const KEYS = ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'] as const;
export type TravelKey = (typeof KEYS)[number];

export function isTravelKey(key: string): key is TravelKey {
  return KEYS.some((one) => one === key);
}

/**
 * Where an arrow key leads from a box: left to the nearest caller, right to the nearest callee, up and down to the next box of its column.
 * Without a line in that direction, to the nearest box there; null when there is none.
 */
export function travel(
  { layout, lines }: { readonly layout: Pick<Layout, 'boxes'>; readonly lines: readonly Line[] },
  from: string,
  key: TravelKey,
): string | null {
  const here = layout.boxes[from];
  if (here === undefined) return null;
  const among = (ids: Iterable<string>, fits: (there: Point) => boolean): string | null =>
    nearest({ here, boxes: layout.boxes, key }, ids, fits);
  const everywhere = Object.keys(layout.boxes).filter((id) => id !== from);
  switch (key) {
    case 'ArrowUp':
      return (
        among(everywhere, ({ x, y }) => x === here.x && y < here.y) ??
        among(everywhere, ({ y }) => y < here.y)
      );
    case 'ArrowDown':
      return (
        among(everywhere, ({ x, y }) => x === here.x && y > here.y) ??
        among(everywhere, ({ y }) => y > here.y)
      );
    case 'ArrowLeft': {
      const callers = lines.filter((line) => line.to === from).map((line) => line.from);
      return among(callers, () => true) ?? among(everywhere, ({ x }) => x < here.x);
    }
    case 'ArrowRight': {
      const callees = lines.filter((line) => line.from === from).map((line) => line.to);
      return among(callees, () => true) ?? among(everywhere, ({ x }) => x > here.x);
    }
  }
}

interface From {
  readonly here: Point;
  readonly boxes: Layout['boxes'];
  readonly key: TravelKey;
}

/** The nearest by distance; a px across the direction of the arrow counts twice. */
function nearest(
  { here, boxes, key }: From,
  ids: Iterable<string>,
  fits: (there: Point) => boolean,
): string | null {
  const upright = key === 'ArrowUp' || key === 'ArrowDown';
  let best: { id: string; far: number } | null = null;
  for (const id of ids) {
    const there = boxes[id];
    if (there === undefined || !fits(there)) continue;
    const dx = Math.abs(there.x - here.x) * (upright ? 2 : 1);
    const dy = Math.abs(there.y - here.y) * (upright ? 1 : 2);
    if (best === null || dx + dy < best.far) best = { id, far: dx + dy };
  }
  return best?.id ?? null;
}
