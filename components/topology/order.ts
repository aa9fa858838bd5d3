import type { LayoutInput } from './layout-types';

/** The boxes of one band in one column, from top to bottom. */
export interface Cell {
  readonly band: string;
  readonly column: number;
  ids: string[];
}

const SWEEPS = 4;
/** The band of nodes without a group (`system:`) and the one of nodes outside come after the others. */
const isLast = (key: string): boolean => key === '' || key.endsWith(':');

/**
 * The bands from top to bottom in their previous order. At first the band with most entries comes first, then always the one with most
 * edges to those above.
 */
export function orderBands(input: LayoutInput): string[] {
  const previous = new Map<string, number>();
  const entries = new Map<string, number>();
  const bandOf = new Map(input.boxes.map((box) => [box.id, box.band]));
  for (const { id, band, kind } of input.boxes) {
    const y = input.before[id]?.y;
    if (y !== undefined) previous.set(band, Math.min(previous.get(band) ?? Infinity, y));
    if (kind === 'entry') entries.set(band, (entries.get(band) ?? 0) + 1);
  }
  const joined = new Map<string, Map<string, number>>();
  for (const { from, to } of input.lines) {
    const a = bandOf.get(from);
    const b = bandOf.get(to);
    if (a === undefined || b === undefined || a === b) continue;
    add(joined, a, b);
    add(joined, b, a);
  }
  const known = [...previous].sort((a, b) => a[1] - b[1]).map(([key]) => key);
  const left = new Set(input.bands.map(({ key }) => key).filter((key) => !previous.has(key)));
  const order = [...known];
  const pull = new Map([...left].map((key) => [key, (entries.get(key) ?? 0) / 1000]));
  for (const key of order) attract(pull, joined.get(key));
  while (left.size > 0) {
    const next = [...left].sort((a, b) => (pull.get(b) ?? 0) - (pull.get(a) ?? 0) || compare(a, b))[0];
    if (next === undefined) break;
    left.delete(next);
    order.push(next);
    attract(pull, joined.get(next));
  }
  // Bands without a group are below the others.
  return [...order.filter((key) => !isLast(key)), ...order.filter(isLast)];
}

function add(map: Map<string, Map<string, number>>, a: string, b: string): void {
  const row = map.get(a) ?? new Map<string, number>();
  row.set(b, (row.get(b) ?? 0) + 1);
  map.set(a, row);
}

function attract(pull: Map<string, number>, weights: ReadonlyMap<string, number> | undefined): void {
  for (const [key, weight] of weights ?? []) pull.set(key, (pull.get(key) ?? 0) + weight);
}

/**
 * Orders each cell so that few lines cross: boxes with a previous position keep their order, new ones go near their neighbours (barycentre
 * method, a few sweeps in both directions).
 */
export function orderCells(
  input: LayoutInput,
  columnOf: ReadonlyMap<string, number>,
  bands: readonly string[],
): Cell[] {
  const labels = new Map(input.boxes.map((box) => [box.id, box.label]));
  const cells = new Map<string, Cell>();
  for (const { id, band } of input.boxes) {
    const column = columnOf.get(id) ?? 0;
    const key = `${column} ${band}`;
    const cell = cells.get(key) ?? { band, column, ids: [] };
    cell.ids.push(id);
    cells.set(key, cell);
  }
  const place = new Map(bands.map((band, index) => [band, index]));
  const sorted = [...cells.values()].sort(
    (a, b) => a.column - b.column || (place.get(a.band) ?? 0) - (place.get(b.band) ?? 0),
  );
  for (const cell of sorted)
    cell.ids.sort((a, b) => compare(labels.get(a) ?? '', labels.get(b) ?? '') || compare(a, b));
  const near = neighbours(input);
  const fresh = sorted.filter(({ ids }) => ids.some((id) => input.before[id] === undefined));
  for (let sweep = 0; sweep < SWEEPS && fresh.length > 0; sweep += 1) {
    const height = heights(sorted, place);
    for (const cell of sweep % 2 === 0 ? fresh : fresh.toReversed()) sortCell(cell, near, height);
  }
  for (const cell of sorted) keepOrder(cell, input.before);
  return sorted;
}

function neighbours({ lines }: LayoutInput): ReadonlyMap<string, readonly string[]> {
  const near = new Map<string, string[]>();
  const join = (a: string, b: string): void => {
    const list = near.get(a);
    if (list) list.push(b);
    else near.set(a, [b]);
  };
  for (const { from, to } of lines) {
    join(from, to);
    join(to, from);
  }
  return near;
}

/** The approximate height of each box: first by its band, then by its index in its cell. */
function heights(cells: readonly Cell[], place: ReadonlyMap<string, number>): Map<string, number> {
  const height = new Map<string, number>();
  for (const { band, ids } of cells) {
    const top = place.get(band) ?? 0;
    ids.forEach((id, index) => height.set(id, top + (index + 0.5) / ids.length));
  }
  return height;
}

function sortCell(
  cell: Cell,
  near: ReadonlyMap<string, readonly string[]>,
  height: Map<string, number>,
): void {
  const middle = new Map(
    cell.ids.map((id) => {
      const around = (near.get(id) ?? []).flatMap((other) => height.get(other) ?? []);
      const sum = around.reduce((total, one) => total + one, 0);
      return [id, around.length === 0 ? (height.get(id) ?? 0) : sum / around.length] as const;
    }),
  );
  cell.ids.sort((a, b) => (middle.get(a) ?? 0) - (middle.get(b) ?? 0));
  const top = Math.floor(height.get(cell.ids[0] ?? '') ?? 0);
  cell.ids.forEach((id, index) => height.set(id, top + (index + 0.5) / cell.ids.length));
}

/** Boxes with a previous position keep that order; each new one stays behind the box that it followed. */
function keepOrder(cell: Cell, before: LayoutInput['before']): void {
  const previous = cell.ids
    .filter((id) => before[id] !== undefined)
    .sort((a, b) => rowMajor(before[a], before[b]));
  let next = 0;
  cell.ids = cell.ids.map((id) => (before[id] === undefined ? id : (previous[next++] ?? id)));
}

/** Columns of a wrapped cell are filled one after the other. */
function rowMajor(a: LayoutInput['before'][string] | undefined, b: typeof a): number {
  return (a?.x ?? 0) - (b?.x ?? 0) || (a?.y ?? 0) - (b?.y ?? 0);
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
