import { describe, expect, it } from 'vitest';
import { arrowOf, lineAt, middleOf, pathOf } from './path';

const straight = {
  points: [
    { x: 0, y: 0 },
    { x: 100, y: 0 },
  ],
  curve: true,
};
const bent = {
  points: [
    { x: 0, y: 0 },
    { x: 50, y: 0 },
    { x: 50, y: 80 },
    { x: 100, y: 80 },
  ],
  curve: false,
};

describe('a line', () => {
  it('is a curve between neighbours, and otherwise has rounded corners', () => {
    expect(pathOf(straight)).toBe('M0 0C47 0 47 0 94 0');
    expect(pathOf(bent)).toBe('M0 0L43 0Q50 0 50 7L50 73Q50 80 57 80L94 80');
    expect(pathOf({ points: [], curve: false })).toBe('');
  });

  it('has its arrow at its end, turned the way it comes', () => {
    expect(arrowOf(straight)).toBe('M98.5 0l-7 -3.5v7z');
    expect(arrowOf({ points: bent.points.toReversed(), curve: false })).toBe('M1.5 0l7 -3.5v7z');
  });

  it('has a middle', () => {
    expect(middleOf(bent)).toEqual({ x: 50, y: 40 });
    expect(middleOf(straight).x).toBeCloseTo(50);
  });

  it('is found by a pointer that comes near', () => {
    const routes = { straight, bent };
    expect(lineAt(routes, { x: 52, y: 40 }, 7)).toBe('bent');
    expect(lineAt(routes, { x: 80, y: 2 }, 7)).toBe('straight');
    expect(lineAt(routes, { x: 80, y: 40 }, 7)).toBeNull();
  });
});
