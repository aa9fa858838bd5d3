import { expect, it } from 'vitest';
import { knownWords, shareWords } from './availability-words';

it.each<[number | null, string | null]>([
  [1, '100 %'],
  [0.99999, '99.99 %'],
  [0.9992, '99.92 %'],
  [0.992, '99.2 %'],
  [0.5, '50 %'],
  [0, '0 %'],
  [null, null],
])('shareWords(%s) is %s', (ratio, words) => {
  expect(shareWords(ratio)).toBe(words?.replace(' ', '\u00a0') ?? null);
});

it.each<[number, string]>([
  [86_400, ''],
  [21 * 3600 + 59, 'of 21 h known'],
  [25 * 60, 'of 25 min known'],
  [0, 'of 0 min known'],
])('knownWords of %s s in a day is "%s"', (knownSeconds, words) => {
  const availability = {
    window: '24h',
    ratio: 1,
    knownSeconds,
    windowSeconds: 86_400,
    downSeconds: 0,
  } as const;
  expect(knownWords(availability)).toBe(words.replace(/(\d) /, '$1\u00a0'));
});
