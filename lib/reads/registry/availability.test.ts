import { describe, expect, it } from 'vitest';
import { slicesOf } from './availability';

const FROM = Date.UTC(2026, 2, 11, 3);
const HOUR = 3_600_000;
const span = { from: FROM, to: FROM + 24 * HOUR };
const step = (hours: number, ready: number, desired: number) => ({
  at: new Date(FROM + hours * HOUR).toISOString(),
  ready,
  desired,
});

describe('a day of availability in 48 characters', () => {
  it('is full where all desired ones were ready, also where there were more than desired', () => {
    expect(slicesOf([step(0, 4, 4), step(3, 6, 4)], span)).toEqual({ slices: '9'.repeat(48), fewest: null });
  });

  it('shows an outage of a minute in its slice, and how few there were', () => {
    const minute = 1 / 60;
    expect(slicesOf([step(0, 4, 4), step(12, 0, 4), step(12 + minute, 3, 4), step(13, 4, 4)], span)).toEqual({
      slices: `${'9'.repeat(24)}07${'9'.repeat(22)}`,
      fewest: { ready: 0, desired: 4 },
    });
  });

  it('is unknown before the first kept count', () => {
    expect(slicesOf([step(23, 1, 2)], span)).toEqual({
      slices: `${'.'.repeat(46)}55`,
      fewest: { ready: 1, desired: 2 },
    });
    expect(slicesOf([step(24, 1, 1)], span).slices).toBe('.'.repeat(48));
  });

  it('is full where none is desired', () => {
    expect(slicesOf([step(0, 0, 0)], span)).toEqual({ slices: '9'.repeat(48), fewest: null });
  });

  it.each([
    [1, 100, '1'],
    [99, 100, '8'],
    [1, 3, '3'],
  ])('%i of %i is %s: neither none nor all', (ready, desired, character) => {
    expect(slicesOf([step(0, ready, desired)], span).slices).toBe(character.repeat(48));
  });
});
