import { describe, expect, it } from 'vitest';
import { chosen, readOptions } from './options';

const read = (...args: string[]) =>
  readOptions(args, {
    options: {
      filename: { short: 'f', takes: 'a file', isList: true },
      catalog: { takes: 'a file', isList: true },
      format: { takes: 'one of json, dot' },
    },
    others: 'filename',
  });

describe('the arguments of a command', () => {
  it.each<[string[], object]>([
    [[], {}],
    [['-f', 'a', 'b', '--filename=c', '-fd'], { filename: ['a', 'b', 'c', 'd'] }],
    [['a', '--catalog', 'b', 'c', '-f', 'd'], { filename: ['a', 'd'], catalog: ['b', 'c'] }],
    [['--format', 'dot', 'a', '--format=json'], { filename: ['a'], format: ['dot', 'json'] }],
    [['-f', '-', '--', '--odd'], { filename: ['-', '--odd'] }],
    [['--catalog=x=-y'], { catalog: ['x=-y'] }],
  ])('%j are understood', (args, expected) => {
    expect(read(...args)).toEqual({ filename: [], catalog: [], format: [], ...expected });
  });

  it.each([
    [['--depth', '2'], 'there is no option --depth'],
    [['-f', 'a', '-x'], 'there is no option -x'],
    [['--toString'], 'there is no option --toString'],
    [['-f'], '-f takes a file'],
    [['--catalog', '--format', 'dot'], '--catalog takes a file'],
    [['a', '--format'], '--format takes one of json, dot'],
  ])('%j are not: %s', (args, says) => {
    expect(read(...args)).toBe(says);
  });

  it('have the first choice unless another is named', () => {
    expect(chosen([], ['json', 'dot'])).toBe('json');
    expect(chosen(['json', 'dot'], ['json', 'dot'])).toBe('dot');
    expect(chosen(['png'], ['json', 'dot'])).toBeNull();
  });
});
