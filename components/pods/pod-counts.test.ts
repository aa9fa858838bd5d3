import { describe, expect, it } from 'vitest';
import { describeCells, segmentCells } from './pod-counts';

describe('describeCells', () => {
  it.each([
    [['ready', 'ready', 'ready', 'starting', 'old', 'old'], '3 new ready, 1 starting, 2 old'],
    [['blocked', 'blocked', 'blocked', 'old', 'old', 'old'], '3 new blocked, 3 old'],
    [['ready', 'ready'], '2 pods, all new and ready'],
    [['ready'], '1 pod, new and ready'],
    [['old', 'old'], '2 old'],
    [[], 'no pods'],
  ] as const)('%j', (cells, words) => {
    expect(describeCells(cells)).toBe(words);
  });

  it('does not mention new and old pods where there is no rollout', () => {
    expect(describeCells(['ready', 'ready', 'blocked'], true)).toBe('2 ready, 1 blocked');
    expect(describeCells(['ready', 'ready'], true)).toBe('2 pods, all ready');
  });
});

it('segmentCells keeps the order of the bar', () => {
  expect(segmentCells(['old', 'ready', 'old'])).toEqual([
    { cell: 'ready', count: 1 },
    { cell: 'old', count: 2 },
  ]);
});
