import type { Tie, Ties } from './ties';

/** Three in the near row, two in the far one: their lines go between the three. */
const NEAR = 3;
const EGO_MOST = 5;
export const EGO_BOX_HEIGHT = 44;
const LEVEL = 88;
const PITCH = 56;
const EDGE = 8;

/** One box of the neighbourhood: its left edge and width as parts of the whole width, its top in px. */
export interface EgoBox {
  readonly tie: Tie;
  readonly left: number;
  readonly width: number;
  readonly top: number;
}

export interface Ego {
  readonly callers: readonly EgoBox[];
  readonly callees: readonly EgoBox[];
  /** How many callers and callees do not fit; the list below has all of them. */
  readonly more: { readonly callers: number; readonly callees: number };
  /** The tops of the near rows, and of the service itself. */
  readonly nearAbove: number;
  readonly nearBelow: number;
  readonly centreTop: number;
  readonly height: number;
}

/** The neighbourhood of one service from top to bottom: callers, the service, callees. */
export function egoOf({ callers, callees }: Ties): Ego {
  const above = callers.slice(0, EGO_MOST);
  const below = callees.slice(0, EGO_MOST);
  const highAbove = heightOf(above.length);
  const centreTop = EDGE + highAbove;
  const nearAbove = centreTop - LEVEL;
  const nearBelow = centreTop + LEVEL;
  return {
    callers: rowsOf(above, (row) => nearAbove - row * PITCH),
    callees: rowsOf(below, (row) => nearBelow + row * PITCH),
    more: { callers: callers.length - above.length, callees: callees.length - below.length },
    nearAbove,
    nearBelow,
    centreTop,
    height: centreTop + EGO_BOX_HEIGHT + heightOf(below.length) + EDGE,
  };
}

function heightOf(count: number): number {
  return count === 0 ? 0 : LEVEL + (count > NEAR ? PITCH : 0);
}

function rowsOf(ties: readonly Tie[], topOf: (row: number) => number): EgoBox[] {
  return ties.map((tie, index) => {
    const row = index < NEAR ? 0 : 1;
    const place = index - row * NEAR;
    const inRow = row === 0 ? Math.min(NEAR, ties.length) : ties.length - NEAR;
    return { tie, ...spanOf({ row, place, inRow }), top: topOf(row) };
  });
}

/** The part of the width that a box takes. Boxes of the far row are centred between the boxes of the near one. */
function spanOf({ row, place, inRow }: { row: number; place: number; inRow: number }) {
  const third = 1 / NEAR;
  if (row === 1) return { left: third / 2 + place * third, width: third };
  if (inRow === 1) return { left: 0.25, width: 0.5 };
  return { left: place / inRow, width: 1 / inRow };
}
