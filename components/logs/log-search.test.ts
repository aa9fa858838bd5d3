import { describe, expect, it } from 'vitest';
import { EMPTY_BOOK, writeBook } from './log-book';
import { findLines, markText, nextMatch, readSearch } from './log-search';

const marked = (text: string, typed: string): string =>
  markText(text, readSearch(typed).pattern)
    .map((part) => (part.found ? `<${part.text}>` : part.text))
    .join('');

describe('a search', () => {
  it.each([
    ['timeout', 'Timeout: a timeout', '<Timeout>: a <timeout>'],
    ['a.b', 'a.b axb', '<a.b> axb'],
    ['/a.b/', 'a.b axb AXB', '<a.b> <axb> AXB'],
    ['/a.b/i', 'AXB', '<AXB>'],
    ['/^$/', 'text', 'text'],
    ['/x*/', 'axxb', 'a<xx>b'],
    ['/v1/quotes', 'GET /v1/quotes', 'GET </v1/quotes>'],
    ['/api/v1', 'GET /api/v1', 'GET </api/v1>'],
  ])('%s', (typed, text, expected) => {
    expect(marked(text, typed)).toBe(expected);
  });

  it('says why a pattern cannot be read', () => {
    expect(readSearch('/(/')).toEqual({
      pattern: null,
      error: expect.stringMatching(/^The pattern cannot be read: .*Unterminated group\.$/) as string,
    });
  });

  it('finds lines by what is shown and by what was written', () => {
    const line = { pod: 'p', container: 'c', at: null, cut: false };
    const { lines } = writeBook(EMPTY_BOOK, [
      {
        type: 'lines',
        lines: [
          { ...line, text: '{"level":"info","msg":"request"}' },
          { ...line, text: 'nothing' },
          { ...line, text: 'a request' },
        ],
      },
    ]);
    expect(findLines(lines, readSearch('request'))).toEqual([0, 2]);
    expect(findLines(lines, readSearch('"level":"info"'))).toEqual([0]);
    expect(findLines(lines, readSearch(''))).toEqual([]);
  });

  it('goes from match to match and around the end', () => {
    expect([null, 2, 5, 9].map((at) => nextMatch([2, 5, 9], at, 1))).toEqual([2, 5, 9, 2]);
    expect([null, 9, 5, 2].map((at) => nextMatch([2, 5, 9], at, -1))).toEqual([9, 5, 2, 9]);
    expect(nextMatch([], 3, 1)).toBeNull();
  });
});
