import { describe, expect, it } from 'vitest';
import { columnsOf, type ColumnBox, type ColumnLine } from './columns';

const box = (id: string, kind: ColumnBox['kind'] = 'service'): ColumnBox => ({ id, kind });
const line = (from: string, to: string, kind: ColumnLine['kind'] = 'calls'): ColumnLine => ({
  from,
  to,
  kind,
});

describe('columnsOf', () => {
  it('names the columns of a company', () => {
    const { columnOf, heads } = columnsOf(
      [box('ingress', 'entry'), box('web'), box('cart'), box('payments'), box('db', 'data'), box('invoices')],
      [
        line('ingress', 'web', 'routes'),
        line('web', 'cart'),
        line('cart', 'payments'),
        line('payments', 'db'),
        line('invoices', 'payments'),
      ],
    );
    expect(Object.fromEntries(columnOf)).toEqual({
      ingress: 0,
      web: 1,
      cart: 2,
      payments: 3,
      db: 4,
      invoices: 2,
    });
    expect(heads).toEqual([
      { label: 'Entry', column: 0 },
      { label: 'Web', column: 1 },
      { label: 'Services', column: 2 },
      { label: 'Backend', column: 3 },
      { label: 'Data and outside', column: 4 },
    ]);
  });

  it('leaves empty columns out', () => {
    const { heads, count } = columnsOf([box('a'), box('b')], [line('a', 'b')]);
    expect(count).toBe(2);
    expect(heads.map(({ label }) => label)).toEqual(['Services', 'Backend']);
  });

  it('cuts a cycle where it closes, the same way each time', () => {
    const boxes = [box('a'), box('b'), box('c')];
    const lines = [line('a', 'b'), line('b', 'c'), line('c', 'a')];
    const { columnOf } = columnsOf(boxes, lines);
    expect(Object.fromEntries(columnOf)).toEqual({ a: 0, b: 1, c: 2 });
    expect(Object.fromEntries(columnsOf(boxes.toReversed(), lines.toReversed()).columnOf)).toEqual(
      Object.fromEntries(columnOf),
    );
  });

  it('compresses a long chain and never reverses an edge', () => {
    const ids = Array.from({ length: 30 }, (_, index) => `s${String(index).padStart(2, '0')}`);
    const lines = ids.slice(1).map((id, index) => line(ids[index] ?? '', id));
    const { columnOf, count } = columnsOf(
      ids.map((id) => box(id)),
      lines,
    );
    expect(count).toBeLessThanOrEqual(4);
    for (const { from, to } of lines)
      expect(columnOf.get(to)).toBeGreaterThanOrEqual(columnOf.get(from) ?? 0);
  });

  it('ignores the call of a box to itself', () => {
    expect(columnsOf([box('a')], [line('a', 'a')]).columnOf.get('a')).toBe(0);
  });
});
