import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { patchRow, rowPatch, type RowPatch } from './row-patch';

const wire = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe('rowPatch', () => {
  it('holds what differs, in objects and in lists', () => {
    const before = {
      id: 'a',
      health: { status: 'Healthy', receipts: [{ field: 'x', value: '1' }] },
      tags: ['one'],
    };
    const after = {
      id: 'a',
      health: { status: 'Healthy', receipts: [{ field: 'x', value: '2' }] },
      tags: [],
    };
    expect(rowPatch(before, after)).toEqual({ health: { receipts: { 0: { value: '2' } } }, tags: [] });
  });

  it('is empty for equal rows', () => {
    expect(rowPatch({ id: 'a', list: [{ b: 1 }] }, { id: 'a', list: [{ b: 1 }] })).toEqual({});
  });

  it('is null where a field was removed; within a list the whole list is sent', () => {
    expect(rowPatch({ id: 'a', more: 1 }, { id: 'a' })).toBeNull();
    expect(rowPatch({ id: 'a', of: { more: 1 } }, { id: 'a', of: {} })).toBeNull();
    expect(rowPatch({ steps: [{ type: 'logs', pod: 'p' }] }, { steps: [{ type: 'url' }] })).toEqual({
      steps: [{ type: 'url' }],
    });
  });

  it('is null for what is no object', () => {
    expect(rowPatch('a', 'b')).toBeNull();
    expect(rowPatch([1], [2])).toBeNull();
  });

  it('turns one row into the other, whatever they are', () => {
    const { json } = fc.letrec((tie) => ({
      json: fc.oneof(
        { depthSize: 'small' },
        fc.constantFrom(null, true, 0, 1, '', 'a'),
        fc.array(tie('json'), { maxLength: 3 }),
        fc.dictionary(fc.constantFrom('a', 'b', '0', '1'), tie('json'), { maxKeys: 3 }),
      ),
    }));
    const row = fc.dictionary(fc.constantFrom('a', 'b', 'c'), json, { maxKeys: 3 });
    let patched = 0;
    fc.assert(
      fc.property(row, row, (before, after) => {
        const patch = rowPatch(before, after);
        if (patch === null) return;
        patched += 1;
        expect(patchRow(before, wire(patch) as typeof patch)).toEqual(after);
      }),
      { numRuns: 2000, seed: 7 },
    );
    expect(patched).toBeGreaterThan(500);
  });
});

describe('a field with a name that every object inherits', () => {
  const text = (value: unknown) => JSON.stringify(value);
  it.each([
    ['comes', '{"labels":{}}', '{"labels":{"__proto__":"x","constructor":"y"}}'],
    ['comes with fields', '{"labels":{}}', '{"labels":{"__proto__":{"a":1}}}'],
    ['comes empty', '{"labels":{}}', '{"labels":{"__proto__":{}}}'],
    ['changes', '{"labels":{"__proto__":"x"}}', '{"labels":{"__proto__":"y"}}'],
    ['changes within', '{"labels":{"__proto__":{"a":1,"b":2}}}', '{"labels":{"__proto__":{"a":3,"b":2}}}'],
  ])('%s as any other', (_what, before, after) => {
    const patch = rowPatch(JSON.parse(before), JSON.parse(after));
    const sent = JSON.parse(text(patch)) as RowPatch;
    expect(text(patchRow(JSON.parse(before), sent))).toBe(after);
  });
  it.each(['__proto__', 'constructor'])('is noticed when it is removed: %s', (field) => {
    expect(rowPatch(JSON.parse(`{"labels":{"${field}":"x"}}`), JSON.parse('{"labels":{}}'))).toBeNull();
  });
});

describe('patchRow', () => {
  it('keeps what did not change as the same object', () => {
    const row = { ref: { name: 'a' }, list: [{ b: 1 }, { b: 2 }] };
    const next = patchRow(row, { list: { 1: { b: 3 } } }) as typeof row;
    expect(next).toEqual({ ref: { name: 'a' }, list: [{ b: 1 }, { b: 3 }] });
    expect(next.ref).toBe(row.ref);
    expect(next.list[0]).toBe(row.list[0]);
  });
});
