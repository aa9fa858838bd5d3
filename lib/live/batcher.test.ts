import { describe, expect, it } from 'vitest';
import { createBatcher } from './batcher';
import { manualTimers } from './testing/manual-timers';

function setup(leftovers: number[] = []) {
  const clock = manualTimers();
  const flushedAt: number[] = [];
  const batcher = createBatcher({
    timers: clock.timers,
    gatherMs: 25,
    flush: () => {
      flushedAt.push(clock.nowMs);
      return (leftovers.shift() ?? 0) > 0;
    },
  });
  return { clock, flushedAt, batcher };
}

describe('createBatcher', () => {
  it('works at once after a quiet moment', () => {
    const { batcher, flushedAt } = setup();
    batcher.touch();
    expect(flushedAt).toEqual([0]);
  });

  it('gathers what follows within 25 ms', () => {
    const { batcher, clock, flushedAt } = setup();
    batcher.touch();
    clock.advance(5);
    batcher.touch();
    batcher.touch();
    expect(flushedAt).toEqual([0]);
    clock.advance(20);
    expect(flushedAt).toEqual([0, 25]);
  });

  it('is quiet again when a window brought nothing', () => {
    const { batcher, clock, flushedAt } = setup();
    batcher.touch();
    clock.advance(40);
    batcher.touch();
    expect(flushedAt).toEqual([0, 40]);
  });

  it('goes on with what a flush left over', () => {
    const { batcher, clock, flushedAt } = setup([1, 1]);
    batcher.touch();
    clock.advance(0);
    expect(flushedAt).toEqual([0, 0, 0]);
  });

  it('does nothing after its stop', () => {
    const { batcher, clock, flushedAt } = setup();
    batcher.touch();
    batcher.touch();
    batcher.stop();
    clock.advance(1000);
    expect(flushedAt).toEqual([0]);
    expect(clock.waiting).toBe(0);
  });
});
