import type { Health } from '@/lib/model';
import { boxHealth } from './box-words';
import type { DrawnBox, DrawnMap, Line } from './collapse';

/** One neighbour of a box, and the line between the two. */
export interface Tie {
  readonly line: Line;
  readonly other: DrawnBox;
  readonly health: Health;
}

export interface Ties {
  readonly callers: readonly Tie[];
  readonly callees: readonly Tie[];
}

/** The callers and callees of a box: failing ones first, then by traffic, then by name. */
export function tiesOf({ boxes, lines }: Pick<DrawnMap, 'boxes' | 'lines'>, id: string): Ties {
  const byId = new Map(boxes.map((box) => [box.id, box]));
  const side = (near: 'from' | 'to', far: 'from' | 'to'): Tie[] =>
    lines
      .filter((line) => line[near] === id)
      .flatMap((line) => {
        const other = byId.get(line[far]);
        return other === undefined ? [] : [{ line, other, health: boxHealth(other) }];
      })
      .sort(byWeight);
  return { callers: side('to', 'from'), callees: side('from', 'to') };
}

function byWeight(a: Tie, b: Tie): number {
  return (
    Number(b.line.fails) - Number(a.line.fails) ||
    (b.line.perMinute ?? -1) - (a.line.perMinute ?? -1) ||
    a.other.label.localeCompare(b.other.label)
  );
}
