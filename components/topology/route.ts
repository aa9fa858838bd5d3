import { BOX_HEIGHT, BOX_WIDTH, type LayoutLine, type Point, type Route } from './layout-types';
import type { Placed } from './place';
import { Tracks } from './tracks';

const GAP = 46;
const LANE = 4;
const LANES_MAX = 9;
const MARGIN = 24;
/** A curve between neighbours that rises further than this becomes a lane. */
const CURVE_MAX = 170;
const CLEARANCE = BOX_HEIGHT / 2 + 3;

export interface Routed {
  readonly routes: Readonly<Record<string, Route>>;
  /** The left edge of each narrow column. */
  readonly xs: readonly number[];
  readonly width: number;
}

type Plan =
  | { readonly kind: 'curve' }
  /** Down one gap, then straight into the target; `back` for a target in the same column. */
  | { readonly kind: 'lane'; readonly gap: number; readonly back: boolean }
  /** Down a gap, along a channel below a band, down another gap. */
  | { readonly kind: 'channel'; readonly out: number; readonly into: number; readonly channel: number };

interface End {
  readonly slot: number;
  /** The middle of the box. */
  readonly y: number;
}

/**
 * The path of each line. Between neighbours it is a curve. A line that would cross a box takes the gap beside its source, a channel
 * between two bands, and the gap before its target. Lines with one source share their first lane, lines with one target their last.
 */
export function route(lines: readonly LayoutLine[], placed: Placed): Routed {
  const ends = new Map<string, End>();
  for (const [id, { slot, y }] of placed.slots) ends.set(id, { slot, y: y + BOX_HEIGHT / 2 });
  const free = freeRows(placed);
  const channels = channelsOf(placed);
  const gaps = new Tracks(LANES_MAX);
  const rows = new Tracks(5);
  const plans: { line: LayoutLine; from: End; to: End; plan: Plan }[] = [];
  for (const line of lines) {
    const from = ends.get(line.from);
    const to = ends.get(line.to);
    if (from === undefined || to === undefined) continue;
    const plan = planOf({ from, to, free, channels });
    claim(plan, { line, from, to, gaps, rows, channels });
    plans.push({ line, from, to, plan });
  }
  gaps.settle();
  rows.settle();
  const { xs, width } = spread(placed.slotCount, gaps);
  const laneX = (gap: number, key: string): number => laneOf({ gap, key, xs, gaps });
  const channelY = (channel: number, key: string): number =>
    (channels[channel] ?? 0) + (rows.of(channel, key) - (rows.count(channel) - 1) / 2) * LANE;
  const routes: Record<string, Route> = {};
  for (const { line, from, to, plan } of plans) {
    routes[line.id] = draw(plan, { line, from, to, xs, laneX, channelY });
  }
  return { routes, xs, width };
}

interface Planning {
  readonly from: End;
  readonly to: End;
  readonly free: (slot: number, y: number) => boolean;
  readonly channels: readonly number[];
}

function planOf({ from, to, free, channels }: Planning): Plan {
  if (from.slot === to.slot) return { kind: 'lane', gap: from.slot, back: true };
  if (to.slot === from.slot + 1) {
    return Math.abs(from.y - to.y) <= CURVE_MAX
      ? { kind: 'curve' }
      : { kind: 'lane', gap: from.slot, back: false };
  }
  if (to.slot > from.slot) {
    const between = range(from.slot + 1, to.slot);
    if (between.every((slot) => free(slot, to.y))) return { kind: 'lane', gap: from.slot, back: false };
    if (between.every((slot) => free(slot, from.y))) return { kind: 'lane', gap: to.slot - 1, back: false };
  }
  const best = channels.reduce(
    (held, y, index) => {
      const length = Math.abs(from.y - y) + Math.abs(to.y - y);
      return length < held.length ? { index, length } : held;
    },
    { index: 0, length: Infinity },
  );
  return { kind: 'channel', out: from.slot, into: to.slot - 1, channel: best.index };
}

interface Claiming {
  readonly line: LayoutLine;
  readonly from: End;
  readonly to: End;
  readonly gaps: Tracks;
  readonly rows: Tracks;
  readonly channels: readonly number[];
}

function claim(plan: Plan, { line, from, to, gaps, rows, channels }: Claiming): void {
  if (plan.kind === 'lane') gaps.claim(plan.gap, `from ${line.from}`, from.y, to.y);
  if (plan.kind !== 'channel') return;
  const y = channels[plan.channel] ?? 0;
  gaps.claim(plan.out, `from ${line.from}`, from.y, y);
  gaps.claim(plan.into, `to ${line.to}`, y, to.y);
  rows.claim(plan.channel, `from ${line.from}`, plan.out, plan.into);
}

/** The columns, with enough space for the lanes between them. */
function spread(slotCount: number, gaps: Tracks): { xs: number[]; width: number } {
  const widthOf = (gap: number): number => GAP + Math.max(0, gaps.count(gap) - 2) * LANE;
  const xs: number[] = [];
  let x = gaps.count(-1) === 0 ? 12 : MARGIN + gaps.count(-1) * LANE;
  for (let slot = 0; slot < slotCount; slot += 1) {
    xs.push(x);
    x += BOX_WIDTH + (slot === slotCount - 1 ? 0 : widthOf(slot));
  }
  const last = gaps.count(slotCount - 1);
  return { xs, width: x + (last === 0 ? 12 : MARGIN + last * LANE) };
}

interface LaneAt {
  readonly gap: number;
  readonly key: string;
  readonly xs: readonly number[];
  readonly gaps: Tracks;
}

function laneOf({ gap, key, xs, gaps }: LaneAt): number {
  const offset = gaps.of(gap, key) * LANE;
  return gap < 0 ? (xs[0] ?? 0) - 16 - offset : (xs[gap] ?? 0) + BOX_WIDTH + 14 + offset;
}

interface Drawing {
  readonly line: LayoutLine;
  readonly from: End;
  readonly to: End;
  readonly xs: readonly number[];
  readonly laneX: (gap: number, key: string) => number;
  readonly channelY: (channel: number, key: string) => number;
}

function draw(plan: Plan, { line, from, to, xs, laneX, channelY }: Drawing): Route {
  const begin = { x: (xs[from.slot] ?? 0) + BOX_WIDTH, y: from.y };
  const end = { x: xs[to.slot] ?? 0, y: to.y };
  if (plan.kind === 'curve') return { points: [begin, end], curve: true };
  const source = `from ${line.from}`;
  if (plan.kind === 'lane') {
    const x = laneX(plan.gap, source);
    const last = plan.back ? { x: end.x + BOX_WIDTH, y: end.y } : end;
    return bent([begin, { x, y: begin.y }, { x, y: last.y }, last]);
  }
  const out = laneX(plan.out, source);
  const into = laneX(plan.into, `to ${line.to}`);
  const y = channelY(plan.channel, source);
  return bent([begin, { x: out, y: begin.y }, { x: out, y }, { x: into, y }, { x: into, y: end.y }, end]);
}

const bent = (points: readonly Point[]): Route => ({ points, curve: false });

const range = (from: number, to: number): number[] =>
  Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index);

/** Returns whether a narrow column is free of boxes at a height. */
function freeRows({ slots, slotCount }: Placed): (slot: number, y: number) => boolean {
  const columns: number[][] = Array.from({ length: slotCount }, () => []);
  for (const { slot, y } of slots.values()) columns[slot]?.push(y + BOX_HEIGHT / 2);
  for (const column of columns) column.sort((a, b) => a - b);
  return (slot, y) => {
    const column = columns[slot] ?? [];
    let low = 0;
    let high = column.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((column[middle] ?? 0) < y - CLEARANCE) low = middle + 1;
      else high = middle;
    }
    const next = column[low];
    return next === undefined || next > y + CLEARANCE;
  };
}

/** The middles of the spaces between bands, and one above and one below all bands. */
function channelsOf({ bands, height }: Placed): number[] {
  const between = bands.slice(1).map((band, index) => {
    const above = bands[index];
    return above === undefined ? band.y : (above.y + above.height + band.y) / 2;
  });
  return [-10, ...between, height + 10];
}
