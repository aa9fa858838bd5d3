import { describe, expect, it } from 'vitest';
import { markDifference, type Stretch } from './diff-marks';

/** Marks as brackets. */
const show = (stretches: readonly Stretch[]) =>
  stretches.map(({ text, marked }) => (marked ? `[${text}]` : text)).join('');
const shown = (before: string, after: string) => markDifference(before, after).map(show);

describe('markDifference', () => {
  it.each([
    [
      'image: reg.example/ledger:1.27.3',
      'image: reg.example/ledger:1.28.0',
      'image: reg.example/ledger:[1.27.3]',
      'image: reg.example/ledger:[1.28.0]',
    ],
    ['SIZE: "100"', 'SIZE: "250"', 'SIZE: "[100]"', 'SIZE: "[250]"'],
    ['a:1@sha256:5d', 'a:2@sha256:c8', 'a:[1]@sha256:[5d]', 'a:[2]@sha256:[c8]'],
    ['a a', 'a a a', 'a a', 'a a[ a]'],
    ['image: a/b:1', 'image: c/a/b:1', 'image: a/b:1', 'image: [c/]a/b:1'],
    ['3', '5', '3', '5'],
    ['', 'x', '', 'x'],
  ])('%s → %s', (before, after, old, fresh) => {
    expect(shown(before, after)).toEqual([old, fresh]);
  });
});
