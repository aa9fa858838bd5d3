import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Delta, Snapshot, TopicSnapshot } from '@/lib/model';
import { applyMessage, newer, prefer, type Held } from './apply-message';

interface Row {
  readonly id: string;
  readonly value: number;
}
const at = (seq: number, epoch = 'one') => ({ epoch, seq, topic: 'services' as const });
const snapshot = (seq: number, items: Row[], epoch?: string): TopicSnapshot<Row> => ({
  ...at(seq, epoch),
  items,
});
const delta = (seq: number, upserts: Row[], deletes: string[] = [], epoch?: string): Delta => ({
  ...at(seq, epoch),
  upserts: upserts.map((value) => ({ key: value.id, value })),
  deletes,
});
const held: Snapshot<unknown> = {
  epoch: 'one',
  seq: 3,
  items: [
    { id: 'a', value: 1 },
    { id: 'b', value: 1 },
  ],
};

describe('applyMessage', () => {
  it('applies a delta to the held rows: rows keep their order, new ones are last', () => {
    const next = applyMessage(
      held,
      delta(
        5,
        [
          { id: 'c', value: 9 },
          { id: 'a', value: 2 },
        ],
        ['b'],
      ),
    );
    expect(next).toEqual({
      held: {
        epoch: 'one',
        seq: 5,
        items: [
          { id: 'a', value: 2 },
          { id: 'c', value: 9 },
        ],
      },
      gap: false,
    });
  });

  it.each([2, 3])('ignores a delta that is not newer (seq %i)', (seq) => {
    expect(applyMessage(held, delta(seq, [{ id: 'a', value: 7 }])).held).toBe(held);
  });

  it('keeps the held rows and demands a snapshot on a delta of another epoch, or without rows', () => {
    expect(applyMessage(held, delta(9, [], [], 'two'))).toEqual({ held, gap: true });
    expect(applyMessage(undefined, delta(9, []))).toEqual({ held: undefined, gap: true });
  });

  it('replaces all rows by a newer snapshot or one of a new epoch, not by an older one', () => {
    expect(applyMessage(held, snapshot(4, [])).held?.items).toEqual([]);
    expect(applyMessage(held, snapshot(1, [], 'two')).held).toEqual({ epoch: 'two', seq: 1, items: [] });
    expect(applyMessage(held, snapshot(2, [])).held).toBe(held);
  });

  it('gets the same rows however messages are repeated and however often the connection breaks', () => {
    const rows = fc.record({ id: fc.constantFrom('a', 'b', 'c', 'd'), value: fc.nat(9) });
    const step = fc.record({
      upserts: fc.array(rows, { maxLength: 3 }),
      deletes: fc.subarray(['a', 'b', 'c', 'd']),
    });
    fc.assert(
      fc.property(fc.array(step, { minLength: 1 }), fc.array(fc.nat(100)), (steps, jumps) => {
        const server = serve(steps);
        let tab: Held = server.snapshotAt(0);
        let next = 1;
        for (const jump of [...jumps, 0]) {
          // A broken connection: the stream starts again at or before the tab's position.
          const from = jump % (next + 1);
          for (let seq = Math.max(1, from); seq <= Math.min(next, steps.length); seq += 1) {
            const applied = applyMessage(tab, server.deltas[seq - 1] ?? server.snapshotAt(seq));
            expect(applied.gap).toBe(false);
            tab = applied.held;
          }
          next += 1;
        }
        for (const message of server.deltas) tab = applyMessage(tab, message).held;
        expect(tab?.seq).toBe(steps.length);
        expect(byId(tab)).toEqual(byId(server.snapshotAt(steps.length)));
      }),
    );
  });

  it('never goes back within an epoch, whatever messages come in whatever order', () => {
    const message = fc.record({ seq: fc.nat(20), epoch: fc.constantFrom('one', 'two'), whole: fc.boolean() });
    fc.assert(
      fc.property(fc.array(message), (messages) => {
        let tab: Held = held;
        for (const { seq, epoch, whole } of messages) {
          const before: Held = tab;
          tab = applyMessage(tab, whole ? snapshot(seq, [], epoch) : delta(seq, [], [], epoch)).held;
          if (before?.epoch === tab?.epoch) expect(tab?.seq).toBeGreaterThanOrEqual(before?.seq ?? 0);
          else expect(whole).toBe(true);
        }
      }),
    );
  });
});

describe('newer and prefer', () => {
  const page = (seq: number, epoch: string) => ({ epoch, seq, items: [] });

  it('shows the later by seq', () => {
    expect(newer(page(3, 'one'), page(4, 'one')).seq).toBe(4);
    expect(newer(page(5, 'one'), page(4, 'one')).seq).toBe(5);
    expect(newer(undefined, page(4, 'one')).seq).toBe(4);
  });

  it('does not let a page of an ended process replace rows of the stream', () => {
    expect(prefer(page(1, 'two'), page(900, 'one'), 'two').epoch).toBe('two');
    expect(prefer(page(900, 'one'), page(1, 'two'), null).epoch).toBe('two');
  });
});

function byId(rows: Held): unknown[] {
  return [...((rows?.items ?? []) as Row[])].sort((x, y) => x.id.localeCompare(y.id));
}

/** A topic's history: its deltas, and its rows after each. */
function serve(steps: readonly { readonly upserts: Row[]; readonly deletes: string[] }[]) {
  const rows = new Map<string, Row>();
  const states: Row[][] = [[]];
  const deltas = steps.map(({ upserts, deletes }, index) => {
    const unique = [...new Map(upserts.map((row) => [row.id, row])).values()];
    const gone = deletes.filter((key) => !unique.some(({ id }) => id === key));
    for (const row of unique) rows.set(row.id, row);
    for (const key of gone) rows.delete(key);
    states.push([...rows.values()]);
    return delta(index + 1, unique, gone);
  });
  return { deltas, snapshotAt: (seq: number) => snapshot(seq, states[seq] ?? []) };
}
