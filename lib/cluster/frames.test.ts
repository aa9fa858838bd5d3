import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFrameParser, type Frame } from './frames';

function parse(chunks: readonly Uint8Array[], bytesMax?: number): readonly Frame[] {
  const parser = createFrameParser(bytesMax);
  return chunks.flatMap((chunk) => parser.push(chunk));
}

describe('frames', () => {
  it('are the same however the stream is split', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ type: fc.string({ unit: 'grapheme' }), object: fc.jsonValue() }), {
          maxLength: 6,
        }),
        fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 20 }),
        (values, sizes) => {
          const bytes = Buffer.from(values.map((value) => `${JSON.stringify(value)}\n`).join(''));
          const chunks: Uint8Array[] = [];
          for (let from = 0, turn = 0; from < bytes.length; turn += 1) {
            const size = sizes[turn % sizes.length] ?? 1;
            chunks.push(bytes.subarray(from, from + size));
            from += size;
          }
          const expected = values.map((value) => ({ value: JSON.parse(JSON.stringify(value)) as unknown }));
          expect(parse(chunks)).toEqual(expected);
        },
      ),
      { seed: 7 },
    );
  });

  it('that are not JSON are marked as bad, and the next one is read', () => {
    const frames = parse([Buffer.from('{"type":"ADD\n{"ok":true}\n\n')]);
    expect(frames).toHaveLength(2);
    expect(frames[0]).toHaveProperty('bad');
    expect(frames[1]).toEqual({ value: { ok: true } });
  });

  it('above the bound are dropped to their end, without being kept', () => {
    const parser = createFrameParser(10);
    expect(parser.push(Buffer.from('"123456'))).toEqual([]);
    expect(parser.push(Buffer.from('7890123'))).toEqual([]);
    expect(parser.push(Buffer.from('4"\n"next"\n'))).toEqual([
      { bad: 'a line of 16 bytes; at most 10 are read' },
      { value: 'next' },
    ]);
  });

  it('that the end of the stream cut off are not returned', () => {
    expect(parse([Buffer.from('{"a":1}\n{"b":')])).toEqual([{ value: { a: 1 } }]);
  });
});
