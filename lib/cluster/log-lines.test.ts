import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PodLogLine } from '@/lib/model';
import { createLogLineParser } from './log-lines';

const AT = '2026-03-12T03:14:00.123456789Z';

/** Lines of bytes that come in pieces of these lengths; what is left over comes as one. */
function parse(bytes: Buffer, pieces: readonly number[] = [], bytesMax?: number): PodLogLine[] {
  const parser = createLogLineParser(bytesMax);
  const lines: PodLogLine[] = [];
  let from = 0;
  for (const length of pieces) {
    lines.push(...parser.push(bytes.subarray(from, from + length)));
    from += length;
  }
  lines.push(...parser.push(bytes.subarray(from)));
  return [...lines, ...parser.end()];
}

describe('lines of a log', () => {
  it.each([
    ['a line', `${AT} ready\n`, [{ at: AT, text: 'ready', cut: false }]],
    ['CRLF', `${AT} ready\r\n`, [{ at: AT, text: 'ready', cut: false }]],
    ['an end without a newline', `${AT} half`, [{ at: AT, text: 'half', cut: false }]],
    ['an empty line', `${AT} \n`, [{ at: AT, text: '', cut: false }]],
    ['an empty line without its space', `${AT}\n`, [{ at: AT, text: '', cut: false }]],
    ['spaces that belong to the line', `${AT}   at main\n`, [{ at: AT, text: '  at main', cut: false }]],
    [
      'an offset',
      '2026-03-12T05:14:00.5+02:00 a\n',
      [{ at: '2026-03-12T05:14:00.5+02:00', text: 'a', cut: false }],
    ],
    ['no timestamp', 'unable to retrieve\n', [{ at: null, text: 'unable to retrieve', cut: false }]],
    ['what is no UTF-8', Buffer.from([0x61, 0xff, 0x0a]), [{ at: null, text: 'a\ufffd', cut: false }]],
    ['nothing', '', []],
  ])('%s', (_name, given, lines) => {
    expect(parse(Buffer.from(given))).toEqual(lines);
  });

  it('cuts a long line at a whole character, and reads on behind it', () => {
    const long = `${AT} ${'é'.repeat(10)}\n${AT} next\n`;
    expect(parse(Buffer.from(long), [], 7)).toEqual([
      { at: AT, text: 'ééé', cut: true },
      { at: AT, text: 'next', cut: false },
    ]);
    const exact = `${AT} ${'a'.repeat(16 * 1024)}\n`;
    expect(parse(Buffer.from(exact))[0]?.cut).toBe(false);
    const [over] = parse(Buffer.from(`${AT} ${'a'.repeat(16 * 1024 + 1)}\n`));
    expect(over).toMatchObject({ cut: true, at: AT });
    expect(over?.text).toHaveLength(16 * 1024);
  });

  it('are the same however their bytes are split', () => {
    const text = fc
      .string({ unit: 'grapheme', maxLength: 60 })
      .map((line) => line.replaceAll(/[\r\n]/g, ' '));
    const line = fc.record({ text, stamped: fc.boolean(), end: fc.constantFrom('\n', '\r\n') });
    fc.assert(
      fc.property(
        fc.array(line, { maxLength: 20 }),
        fc.array(fc.integer({ min: 1, max: 40 })),
        fc.boolean(),
        (written, pieces, whole) => {
          const all = written.map((one) => `${one.stamped ? `${AT} ` : ''}${one.text}${one.end}`).join('');
          const bytes = Buffer.from(whole ? all : all.slice(0, -1));
          expect(parse(bytes, pieces, 32)).toEqual(parse(bytes, [], 32));
          if (whole) expect(parse(bytes)).toHaveLength(written.length);
        },
      ),
    );
  });
});
