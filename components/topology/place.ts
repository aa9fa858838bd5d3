import type { Cell } from './order';
import { BOX_HEIGHT, BOX_WIDTH, type Point, type Rect } from './layout-types';

const PITCH = 50;
const BAND_HEAD = 26;
const BAND_FOOT = 12;
const BARE = 12;
/** The widest shape of a map: about as much wider than high as a screen. */
const ASPECT = 1.45;
/** How far the shape may change before cells are wrapped anew. */
const DRIFT = 1.9;
const ROWS = [40, 28, 20, 14, 10, 8];

/** The positions of boxes, in columns that are one box wide: a cell that is too high is wrapped into several columns. */
export interface Placed {
  /** The narrow column of each box, and its top. */
  readonly slots: ReadonlyMap<string, { readonly slot: number; readonly y: number }>;
  readonly slotCount: number;
  /** The first narrow column of each column. */
  readonly firstSlot: readonly number[];
  readonly bands: readonly (Pick<Rect, 'y' | 'height'> & { readonly key: string })[];
  readonly height: number;
}

export interface PlaceInput {
  readonly cells: readonly Cell[];
  readonly bands: readonly string[];
  readonly columns: number;
  /** The free space below each band, for lines that pass. */
  readonly channel: number;
  /** The approximate width of the gap between two narrow columns. */
  readonly gap: number;
  /** The most rows of a cell in the previous layout; null without one. */
  readonly rowsBefore: number | null;
}

/** Chooses the height of cells so that the map has the shape of a screen, then stacks bands and centres cells in them. */
export function place(input: PlaceInput): Placed {
  const shapes = ROWS.map((rows) => ({ rows, off: offAspect(input, rows) }));
  const best = shapes.reduce((a, b) => (b.off < a.off ? b : a));
  const kept = shapes.find(({ rows, off }) => rows === input.rowsBefore && off < Math.log(DRIFT));
  return stack(input, (kept ?? best).rows);
}

/** The number of rows in the highest cell, of boxes with a previous position; for `rowsBefore`. */
export function rowsThatStood(
  cells: readonly Cell[],
  before: Readonly<Record<string, Point>>,
): number | null {
  let most = 0;
  for (const { ids } of cells) {
    const perColumn = new Map<number, number>();
    for (const id of ids) {
      const x = before[id]?.x;
      if (x !== undefined) perColumn.set(x, (perColumn.get(x) ?? 0) + 1);
    }
    most = Math.max(most, ...perColumn.values());
  }
  return most === 0 ? null : (ROWS.toReversed().find((rows) => rows >= most) ?? null);
}

function offAspect({ cells, bands, columns, channel, gap }: PlaceInput, rows: number): number {
  const wide = Array.from({ length: columns }, () => 1);
  const high = new Map<string, number>();
  for (const { band, column, ids } of cells) {
    const across = Math.ceil(ids.length / rows);
    wide[column] = Math.max(wide[column] ?? 1, across);
    high.set(band, Math.max(high.get(band) ?? 0, Math.ceil(ids.length / across)));
  }
  const width = wide.reduce((sum, one) => sum + one, 0) * (BOX_WIDTH + gap);
  const height = bands.reduce((sum, band) => sum + bandHeight(high.get(band) ?? 1, band) + channel, 0);
  return Math.abs(Math.log(width / Math.max(height, 1) / ASPECT));
}

const headOf = (band: string): number => (band === '' ? BARE : BAND_HEAD);

function bandHeight(rows: number, band: string): number {
  return headOf(band) + rows * PITCH - (PITCH - BOX_HEIGHT) + BAND_FOOT;
}

function stack({ cells, bands, columns, channel }: PlaceInput, rows: number): Placed {
  const across = (cell: Cell): number => Math.ceil(cell.ids.length / rows);
  const wide = Array.from({ length: columns }, () => 1);
  for (const cell of cells) wide[cell.column] = Math.max(wide[cell.column] ?? 1, across(cell));
  const firstSlot: number[] = [];
  let slotCount = 0;
  for (const width of wide) {
    firstSlot.push(slotCount);
    slotCount += width;
  }
  const byBand = new Map<string, Cell[]>();
  for (const cell of cells) byBand.set(cell.band, [...(byBand.get(cell.band) ?? []), cell]);
  const slots = new Map<string, { slot: number; y: number }>();
  const drawn: { key: string; y: number; height: number }[] = [];
  let y = 0;
  for (const key of bands) {
    const inBand = byBand.get(key) ?? [];
    const most = Math.max(1, ...inBand.map((cell) => Math.ceil(cell.ids.length / across(cell))));
    const height = bandHeight(most, key);
    for (const cell of inBand) {
      const high = Math.ceil(cell.ids.length / across(cell));
      const top = y + headOf(key) + ((most - high) * PITCH) / 2;
      cell.ids.forEach((id, index) => {
        const slot = (firstSlot[cell.column] ?? 0) + Math.floor(index / high);
        slots.set(id, { slot, y: top + (index % high) * PITCH });
      });
    }
    drawn.push({ key, y, height });
    y += height + channel;
  }
  return { slots, slotCount, firstSlot, bands: drawn, height: Math.max(0, y - channel) };
}
