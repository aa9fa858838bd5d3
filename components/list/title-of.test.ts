import { expect, it } from 'vitest';
import { titleOf } from './title-of';

it('shows names as headings', () => {
  expect(titleOf('data-platform')).toBe('Data platform');
});
