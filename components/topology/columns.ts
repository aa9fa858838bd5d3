/** What the choice of a column needs to know about a box. */
export interface ColumnBox {
  readonly id: string;
  readonly kind: 'entry' | 'service' | 'data' | 'external' | 'group';
}
export interface ColumnLine {
  readonly from: string;
  readonly to: string;
  readonly kind: 'routes' | 'calls';
}

export interface ColumnHead {
  readonly label: string;
  /** The index of its first column. */
  readonly column: number;
}

export interface Columns {
  readonly columnOf: ReadonlyMap<string, number>;
  readonly count: number;
  readonly heads: readonly ColumnHead[];
}

/** The most columns between Web and Data: a longer chain is compressed, never turned around. */
const MIDDLE_MAX = 4;
const WEB = 0;
const SERVICES = 1;

/**
 * Callers on the left, callees on the right. The columns are: Entry; Web, which an entry leads to; Services, which nobody or only Web
 * calls; Backend, which these call; and on the right data stores and what is outside. A cycle of calls is cut where it closes. Empty
 * columns are left out.
 */
export function columnsOf(boxes: readonly ColumnBox[], lines: readonly ColumnLine[]): Columns {
  const kinds = new Map(boxes.map((box) => [box.id, box.kind]));
  const middle = boxes.filter(({ kind }) => kind === 'service' || kind === 'group').map(({ id }) => id);
  const ranks = ranksOf(middle, lines, kinds);
  const rankMax = Math.max(0, ...ranks.values());
  const press = (rank: number): number =>
    rankMax < MIDDLE_MAX ? rank : Math.floor((rank * MIDDLE_MAX) / (rankMax + 1));
  const slotOf = (box: ColumnBox): number => {
    if (box.kind === 'entry') return -1;
    if (box.kind === 'data' || box.kind === 'external') return MIDDLE_MAX;
    return press(ranks.get(box.id) ?? SERVICES);
  };
  const slots = new Map(boxes.map((box) => [box.id, slotOf(box)]));
  const used = [...new Set(slots.values())].sort((a, b) => a - b);
  const columnOf = new Map([...slots].map(([id, slot]) => [id, used.indexOf(slot)]));
  const grouped = boxes.some(({ kind }) => kind === 'group');
  return { columnOf, count: used.length, heads: grouped ? groupHeads(used) : headsOf(used) };
}

function headsOf(used: readonly number[]): ColumnHead[] {
  const heads: ColumnHead[] = [];
  used.forEach((slot, column) => {
    const label = labelOf(slot);
    if (heads.at(-1)?.label !== label) heads.push({ label, column });
  });
  return heads;
}

function labelOf(slot: number): string {
  if (slot < WEB) return 'Entry';
  if (slot === WEB) return 'Web';
  if (slot === SERVICES) return 'Services';
  return slot === MIDDLE_MAX ? 'Data and outside' : 'Backend';
}

function groupHeads(used: readonly number[]): ColumnHead[] {
  if (used.length < 2) return [];
  return [
    { label: 'Callers', column: 0 },
    { label: 'Called', column: used.length - 1 },
  ];
}

/** The longest path to each box from boxes that nobody calls. */
function ranksOf(
  ids: readonly string[],
  lines: readonly ColumnLine[],
  kinds: ReadonlyMap<string, ColumnBox['kind']>,
): Map<string, number> {
  const next = new Map<string, string[]>(ids.map((id) => [id, []]));
  const called = new Set<string>();
  const routed = new Set<string>();
  for (const { from, to } of lines) {
    if (!next.has(to) || from === to) continue;
    if (kinds.get(from) === 'entry') routed.add(to);
    const list = next.get(from);
    if (list === undefined) continue;
    list.push(to);
    called.add(to);
  }
  const grouped = [...kinds.values()].includes('group');
  const base = (id: string): number => (grouped || (routed.has(id) && !called.has(id)) ? WEB : SERVICES);
  const order = topological(ids, next, called);
  const place = new Map(order.map((id, index) => [id, index]));
  const ranks = new Map(ids.map((id) => [id, base(id)]));
  for (const id of order) {
    for (const to of next.get(id) ?? []) {
      if ((place.get(to) ?? 0) <= (place.get(id) ?? 0)) continue;
      ranks.set(to, Math.max(ranks.get(to) ?? 0, (ranks.get(id) ?? 0) + 1));
    }
  }
  return ranks;
}

/** Callers before callees. In a cycle the first visit decides; boxes that nobody calls are visited first. */
function topological(
  ids: readonly string[],
  next: ReadonlyMap<string, readonly string[]>,
  called: ReadonlySet<string>,
): string[] {
  const seen = new Set<string>();
  const done: string[] = [];
  const sorted = [...ids].sort((a, b) => Number(called.has(a)) - Number(called.has(b)) || compare(a, b));
  for (const start of sorted) {
    if (seen.has(start)) continue;
    seen.add(start);
    const stack: { id: string; at: number }[] = [{ id: start, at: 0 }];
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const to = next.get(top.id)?.[top.at];
      top.at += 1;
      if (to === undefined) {
        done.push(top.id);
        stack.pop();
      } else if (!seen.has(to)) {
        seen.add(to);
        stack.push({ id: to, at: 0 });
      }
    }
  }
  return done.reverse();
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
