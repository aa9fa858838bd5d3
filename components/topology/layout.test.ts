import { describe, expect, it } from 'vitest';
import type { MapRow } from '@/lib/model';
import { collapse } from './collapse';
import { graphOf } from './graph';
import { layOut } from './layout';
import { BOX_HEIGHT, BOX_WIDTH, type Layout } from './layout-types';
import { structureOf } from './structure';
import { company } from './testing/company';
import { edge, node } from './testing/rows';

function structure(rows: readonly MapRow[]) {
  const graph = graphOf(rows, { environment: [], cluster: [] });
  return structureOf(collapse(graph, { level: 'service', grouping: 'system', open: [] }, Infinity));
}
const lay = (rows: readonly MapRow[], before: Layout['boxes'] = {}) => layOut({ ...structure(rows), before });

describe.each([12, 200, 1000])('a layout of %i services', (services) => {
  const rows = company({ services });
  const layout = lay(rows);
  const places = Object.values(layout.boxes);

  it('gives every box a place of its own within its band', () => {
    const cells = new Set(places.map(({ x, y }) => `${x} ${y}`));
    expect(cells.size).toBe(places.length);
    for (const x of new Set(places.map((place) => place.x))) {
      const tops = places
        .filter((place) => place.x === x)
        .map(({ y }) => y)
        .sort((a, b) => a - b);
      for (const [index, y] of tops.entries())
        expect(y - (tops[index - 1] ?? -Infinity)).toBeGreaterThan(BOX_HEIGHT);
    }
    for (const { key, y, height } of layout.bands) {
      const inside = structure(rows).boxes.filter(({ band }) => band === key);
      for (const { id } of inside) {
        const top = layout.boxes[id]?.y ?? -1;
        expect(top).toBeGreaterThanOrEqual(y);
        expect(top + BOX_HEIGHT).toBeLessThanOrEqual(y + height);
      }
    }
  });

  it('draws every edge, and none of the long ones through a box', () => {
    expect(Object.keys(layout.routes)).toHaveLength(structure(rows).lines.length);
    const crossing = Object.values(layout.routes)
      .filter(({ curve }) => !curve)
      .slice(0, 400)
      .filter(({ points }) =>
        points.slice(1).some((b, index) => {
          const a = points[index] ?? b;
          return places.some(
            ({ x, y }) =>
              Math.max(a.x, b.x) > x + 1 &&
              Math.min(a.x, b.x) < x + BOX_WIDTH - 1 &&
              Math.max(a.y, b.y) > y + 1 &&
              Math.min(a.y, b.y) < y + BOX_HEIGHT - 1,
          );
        }),
      );
    expect(crossing).toEqual([]);
  });

  it('is the same each time, whatever order the rows came in', () => {
    expect(lay(rows.toReversed()).boxes).toEqual(layout.boxes);
  });
});

describe('a layout that follows another', () => {
  const rows = company({ services: 60 });
  const before = lay(rows).boxes;

  it('moves nothing when nothing was added or removed', () => {
    expect(lay(rows, before).boxes).toEqual(before);
  });

  it('has the same structure when a health changes', () => {
    const sick = rows.map((row) =>
      row.kindOfRow === 'node'
        ? { ...row, version: '9.9.9', health: { ...row.health, status: 'Degraded' as const } }
        : row,
    );
    expect(structure(sick).key).toBe(structure(rows).key);
  });

  it('keeps the order of all others when one is added', () => {
    const caller = rows.find((row) => row.kindOfRow === 'node' && row.kind === 'service')?.id ?? '';
    const after = lay([...rows, node('new', { system: 'shop' }), edge(caller, 'new')], before).boxes;
    expect(after.new).toBeDefined();
    const ids = Object.keys(before);
    const order = (boxes: Layout['boxes']) =>
      ids.toSorted(
        (a, b) => (boxes[a]?.y ?? 0) - (boxes[b]?.y ?? 0) || (boxes[a]?.x ?? 0) - (boxes[b]?.x ?? 0),
      );
    const sameColumn = ids.filter((id) => before[id]?.x === after[id]?.x);
    expect(sameColumn.length).toBeGreaterThan(ids.length * 0.9);
    const ranks = new Map(order(after).map((id, index) => [id, index]));
    const turned = order(before).filter((id, index, all) => {
      const next = all[index + 1];
      return (
        next !== undefined &&
        before[id]?.x === before[next]?.x &&
        (ranks.get(id) ?? 0) > (ranks.get(next) ?? 0)
      );
    });
    expect(turned).toEqual([]);
  });
});
