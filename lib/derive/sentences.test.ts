import { describe, expect, it } from 'vitest';
import { memoryInWords } from './pods/memory';
import { age, count, listed, partOf, quoted, sentence } from './sentences';

describe('parts of sentences', () => {
  it('agree with their number', () => {
    expect([count(0, 'pod'), count(1, 'pod'), count(2, 'pod')]).toEqual(['0 pods', '1 pod', '2 pods']);
    expect([partOf(1, 1, 'pod'), partOf(2, 2, 'pod'), partOf(3, 3, 'pod'), partOf(1, 20, 'pod')]).toEqual([
      'its only pod',
      'both pods',
      'all 3 pods',
      '1 of 20 pods',
    ]);
    expect([listed([]), listed(['a']), listed(['a', 'b']), listed(['a', 'b', 'c'])]).toEqual([
      '',
      'a',
      'a and b',
      'a, b and c',
    ]);
  });

  it('make one sentence of a message of several lines', () => {
    expect(sentence(quoted('  no such\n host.. '))).toBe('No such host.');
    expect(quoted('x'.repeat(500))).toHaveLength(401);
  });

  it('write ages as people do', () => {
    expect([-1, 3.9, 60, 1320, 32_400, 1_036_800].map(age)).toEqual([
      '0 s',
      '3 s',
      '1 min',
      '22 min',
      '9 h',
      '12 d',
    ]);
  });

  it.each([
    ['512Mi', '512 MiB'],
    ['1.5Gi', '1.5 GiB'],
    ['500M', '500 MB'],
    ['536870912', '512 MiB'],
    ['2147483648', '2 GiB'],
    ['1000', '1000 B'],
    ['1e9', '1e9'],
    ['odd', 'odd'],
  ])('memory %s is %s', (quantity, words) => {
    expect(memoryInWords(quantity)).toBe(words);
  });
});
