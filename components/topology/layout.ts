import { columnsOf } from './columns';
import { BOX_WIDTH, type Layout, type LayoutInput } from './layout-types';
import { orderBands, orderCells } from './order';
import { place, rowsThatStood } from './place';
import { route } from './route';

/** With fewer lines than this, bands need little space between them; with more, space for channels. */
const BUSY = 150;

/** Rows come in the order of a stream; the map must not depend on it. */
function byId<T extends { readonly id: string }>(items: readonly T[]): T[] {
  return [...items].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}

/**
 * Lays a map out: columns by who calls whom, a band for each group, an order of boxes with few crossing lines, long lines in channels. The
 * result is deterministic and stable: with previous positions, boxes keep their order and new ones are placed among them.
 */
export function layOut(given: LayoutInput): Layout {
  const input = { ...given, boxes: byId(given.boxes), lines: byId(given.lines) };
  const { columnOf, count, heads } = columnsOf(input.boxes, input.lines);
  const bands = orderBands(input);
  const cells = orderCells(input, columnOf, bands);
  const placed = place({
    cells,
    bands,
    columns: count,
    channel: input.lines.length > BUSY ? 26 : 14,
    gap: input.lines.length > BUSY ? 70 : 50,
    rowsBefore: rowsThatStood(cells, input.before),
  });
  const { routes, xs, width } = route(input.lines, placed);
  const labels = new Map(input.bands.map(({ key, label }) => [key, label]));
  return {
    boxes: Object.fromEntries([...placed.slots].map(([id, { slot, y }]) => [id, { x: xs[slot] ?? 0, y }])),
    bands: placed.bands.map(({ key, y, height }) => ({
      key,
      label: labels.get(key) ?? '',
      x: 0,
      y,
      width,
      height,
    })),
    heads: heads.map((head) => ({ ...head, x: xs[placed.firstSlot[head.column] ?? 0] ?? 0 })),
    routes,
    width: Math.max(width, BOX_WIDTH),
    height: placed.height,
  };
}
