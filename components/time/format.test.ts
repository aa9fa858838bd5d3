import { describe, expect, it } from 'vitest';
import { formatClock, formatDuration, formatMoment, formatRelative, formatSpan, formatUtc } from './format';

const at = Date.parse('2026-03-12T03:14:19Z');
const plain = (text: string) => text.replaceAll('\u00a0', ' ');

describe('formatSpan', () => {
  it.each([
    [-5_000, '0 s'],
    [0, '0 s'],
    [3_999, '3 s'],
    [59_999, '59 s'],
    [60_000, '1 min'],
    [22 * 60_000 + 59_999, '22 min'],
    [3_600_000, '1 h'],
    [9 * 3_600_000 + 1, '9 h'],
    [24 * 3_600_000 - 1, '23 h'],
    [24 * 3_600_000, '1 d'],
    [12.9 * 86_400_000, '12 d'],
    [400 * 86_400_000, '400 d'],
  ])('%i ms is %s', (ms, words) => {
    expect(plain(formatSpan(ms))).toBe(words);
  });

  it('never parts a number from its unit', () => {
    expect(formatSpan(22 * 60_000)).toBe('22\u00a0min');
  });
});

describe('formatDuration', () => {
  it.each([
    [0, '0 s'],
    [160_000, '2 min 40 s'],
    [120_000, '2 min'],
    [3_900_000, '1 h 5 min'],
    [93_600_000, '1 d 2 h'],
    [86_400_000 + 59_000, '1 d'],
  ])('%i ms is %s', (ms, words) => {
    expect(plain(formatDuration(ms))).toBe(words);
  });
});

describe('formatRelative', () => {
  it('says what was and what will be', () => {
    expect(plain(formatRelative(at - 540_000, at, 'ago'))).toBe('9 min ago');
    expect(plain(formatRelative(at - 540_000, at, 'for'))).toBe('for 9 min');
    expect(plain(formatRelative(at - 540_000, at))).toBe('9 min');
    expect(plain(formatRelative(at + 15 * 3_600_000, at, 'in'))).toBe('in 15 h');
    expect(plain(formatRelative(at + 12_000, at, 'auto'))).toBe('in 12 s');
    expect(plain(formatRelative(at - 12_000, at, 'auto'))).toBe('12 s ago');
  });

  it('takes a clock that runs ahead for now', () => {
    expect(plain(formatRelative(at + 2_000, at, 'ago'))).toBe('0 s ago');
    expect(formatRelative(at - 1, at, 'in')).toBe('now');
  });
});

describe('exact times', () => {
  it('are UTC', () => {
    expect(formatUtc(at)).toBe('12 Mar 2026, 03:14:19 UTC');
    expect(formatClock(at)).toBe('03:14');
    expect(formatMoment(at)).toBe('Thursday 12 March, 03:14 UTC');
  });
});
