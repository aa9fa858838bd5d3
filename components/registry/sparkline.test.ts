import { expect, it } from 'vitest';
import { availableWords } from './sparkline';

it.each([
  ['9'.repeat(48), null, 'All ready in the last 24 h.'],
  [`${'.'.repeat(45)}999`, null, 'All ready in the last 1.5 h.'],
  [
    `${'9'.repeat(46)}40`,
    { ready: 0, desired: 3 },
    '0 of 3 ready at the lowest; fewer than wanted within 1 h of the last 24 h.',
  ],
  [`${'.'.repeat(47)}5`, { ready: 1, desired: 2 }, '1 of 2 ready at the lowest, all of the last 30 min.'],
])('%s with %j as the lowest: %s', (slices, fewest, words) => {
  expect(availableWords({ id: 'web', slices, fewest })).toBe(words);
});
