import { describe, expect, it } from 'vitest';
import { centreOn, fit, isInView } from './fit';

const canvas = { width: 900, height: 700 };

describe('fit', () => {
  it('shows the whole of a map that can be read whole, never much larger than drawn', () => {
    expect(fit({ width: 400, height: 200 }, canvas).zoom).toBe(1.1);
    const { x, y, zoom } = fit({ width: 1000, height: 600 }, canvas);
    expect(1000 * zoom + 2 * x).toBeCloseTo(900, 0);
    expect(y).toBeGreaterThanOrEqual(40);
  });

  it('shows the top of one that is too high, at a size that reads', () => {
    expect(fit({ width: 1200, height: 6000 }, canvas)).toMatchObject({ x: 12, y: 40, zoom: 812 / 1200 });
  });
});

it('knows what is in view', () => {
  const view = centreOn({ x: 100, y: 100 }, canvas, 1);
  expect(isInView({ x: 80, y: 80, width: 136, height: 40 }, canvas, view)).toBe(true);
  expect(isInView({ x: 900, y: 80, width: 136, height: 40 }, canvas, view)).toBe(false);
});
