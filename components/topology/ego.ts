import type { Tie, Ties } from './ties';

export const EGO_ROW = 3;
const EGO_MOST = 6;
export const EGO_BOX_HEIGHT = 44;
const LEVEL = 88;
const PITCH = 52;

/** One box of the upright neighbourhood: its left edge and width as parts of the whole, its top in px. */
export interface EgoBox {
  readonly tie: Tie;
  readonly left: number;
  readonly width: number;
  readonly top: number;
}

export interface Ego {
  readonly callers: readonly EgoBox[];
  readonly callees: readonly EgoBox[];
  /** How many callers and callees there is no room for; the list below has them all. */
  readonly more: { readonly callers: number; readonly callees: number };
  readonly centreTop: number;
  readonly height: number;
}

/** The neighbourhood of one service, upright: callers above, callees below, three in a row and two rows at most. */
export function egoOf({ callers, callees }: Ties): Ego {
  const above = callers.slice(0, EGO_MOST);
  const below = callees.slice(0, EGO_MOST);
  const rowsAbove = Math.ceil(above.length / EGO_ROW);
  const centreTop = rowsAbove === 0 ? 8 : 8 + (rowsAbove - 1) * PITCH + LEVEL;
  const rowsBelow = Math.ceil(below.length / EGO_ROW);
  return {
    callers: rowsOf(above, 8),
    callees: rowsOf(below, centreTop + LEVEL),
    more: { callers: callers.length - above.length, callees: callees.length - below.length },
    centreTop,
    height: centreTop + EGO_BOX_HEIGHT + (rowsBelow === 0 ? 0 : LEVEL + (rowsBelow - 1) * PITCH) + 8,
  };
}

function rowsOf(ties: readonly Tie[], top: number): EgoBox[] {
  return ties.map((tie, index) => {
    const row = Math.floor(index / EGO_ROW);
    const inRow = Math.min(EGO_ROW, ties.length - row * EGO_ROW);
    const share = 1 / Math.max(inRow, 2);
    const start = inRow === 1 ? 0.25 : 0;
    return {
      tie,
      left: start + (index % EGO_ROW) * share,
      width: inRow === 1 ? 0.5 : share,
      top: top + row * PITCH,
    };
  });
}
