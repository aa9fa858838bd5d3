import { describe, expect, it } from 'vitest';
import type { LogMessage } from '@/lib/model';
import { EMPTY_BOOK, writeBook } from './log-book';

/** `03:14:00.5 a`; a line without a time begins with `-`. */
function lines(...texts: readonly string[]): LogMessage {
  return {
    type: 'lines',
    lines: texts.map((given) => {
      const [time = '', text = ''] = given.split(' ');
      return { pod: 'p', container: 'c', at: time === '-' ? null : `2026-03-12T${time}Z`, text, cut: false };
    }),
  };
}
const textsOf = (book: typeof EMPTY_BOOK): string => book.lines.map(({ line }) => line.text).join('');

describe('the book', () => {
  it('holds lines by time, those of one moment as they came', () => {
    const first = writeBook(EMPTY_BOOK, [lines('03:14:01 a', '03:14:03 c', '03:14:03.5 e')]);
    const second = writeBook(first, [lines('03:14:03 d', '03:14:02 b'), lines('03:14:04 f')]);
    expect(textsOf(second)).toBe('abcdef');
    expect(new Set(second.lines.map(({ id }) => id)).size).toBe(6);
    expect(textsOf(first)).toBe('ace');
  });

  it('keeps a line without a time behind the one before it', () => {
    expect(textsOf(writeBook(EMPTY_BOOK, [lines('03:14:01 a', '- b', '03:14:02 c')]))).toBe('abc');
  });

  it('keeps the last lines and counts those that it left behind', () => {
    const book = writeBook(EMPTY_BOOK, [lines('03:14:01 a', '03:14:02 b', '03:14:03 c')], 2);
    expect(textsOf(book)).toBe('bc');
    expect(book).toMatchObject({ left: 1, arrived: 3 });
    expect(writeBook(book, [lines('03:14:04 d')], 2)).toMatchObject({ left: 2, arrived: 4 });
  });

  it('sums up what was skipped, and keeps the last word of each source', () => {
    const word = { type: 'source', pod: 'p', container: 'c', code: null, sentence: '' } as const;
    const book = writeBook(EMPTY_BOOK, [
      { type: 'skipped', lines: 3 },
      { type: 'skipped', lines: 4 },
      { ...word, state: 'open' },
      { ...word, state: 'ended' },
      { type: 'left-out', containers: 5 },
      { type: 'end', sentence: '1 log has ended.' },
    ]);
    expect(book).toMatchObject({ skipped: 7, leftOut: 5, ended: '1 log has ended.', lines: [] });
    expect([...book.sources].map(([key, { state }]) => [key, state])).toEqual([['p/c', 'ended']]);
  });
});
