import { describe, expect, it, vi } from 'vitest';
import { createShared } from './shared';
import { createStreams, type OpenStream } from './streams';

/** Streams whose time passes by `beat`. */
function scene() {
  let callback: (() => void) | null = null;
  const streams = createStreams({
    every: (_ms, given) => {
      callback = given;
      return () => (callback = null);
    },
  });
  return { streams, beat: () => callback?.(), isTimed: () => callback !== null };
}

const open = (given: Partial<OpenStream> = {}): OpenStream => ({
  close: () => undefined,
  beat: () => undefined,
  ...given,
});

describe('the open streams', () => {
  it('have one timer, while there are any', () => {
    const { streams, isTimed } = scene();
    expect(isTimed()).toBe(false);
    const leaves = [streams.add(open()), streams.add(open())];
    expect([streams.open, isTimed()]).toEqual([2, true]);
    for (const leave of leaves) leave();
    for (const leave of leaves) leave();
    expect([streams.open, isTimed()]).toEqual([0, false]);
  });

  it('share what a beat makes, and have a sixth of their sessions checked on each', () => {
    const { streams, beat } = scene();
    const make = vi.fn(() => ({}));
    const checks: number[] = [];
    for (let index = 0; index < 12; index += 1) {
      streams.add(
        open({
          beat(shared, isCheck) {
            shared.of(['ages'], make);
            if (isCheck) checks.push(index);
          },
        }),
      );
    }
    for (let count = 1; count <= 6; count += 1) {
      beat();
      expect(make).toHaveBeenCalledTimes(count);
      expect(checks).toHaveLength(2 * count);
    }
    expect(new Set(checks).size).toBe(12);
  });

  it('are written at the end of a turn, together', async () => {
    const { streams } = scene();
    const order: string[] = [];
    const seen = new Set<unknown>();
    for (const name of ['a', 'b'])
      streams.soon((shared) => {
        order.push(name);
        seen.add(shared);
      });
    order.push('turn');
    await new Promise((resolve) => setImmediate(resolve));
    expect(order).toEqual(['turn', 'a', 'b']);
    expect(seen.size).toBe(1);
  });

  it('are closed when the process stops, and so is each that comes later', () => {
    const { streams } = scene();
    const close = vi.fn();
    const leave = streams.add(
      open({
        close: () => {
          close();
          leave();
        },
      }),
    );
    streams.closeAll();
    streams.add(open({ close }));
    expect(close).toHaveBeenCalledTimes(2);
    expect(streams.open).toBe(0);
  });
});

describe('what is shared', () => {
  it('is made once for the same keys in the same order', () => {
    const shared = createShared();
    const [a, b] = [{}, {}];
    const make = vi.fn(() => ({}));
    expect(shared.of([a, b], make)).toBe(shared.of([a, b], make));
    expect(make).toHaveBeenCalledOnce();
    for (const other of [[a], [b, a], [], [a, b, b]]) shared.of(other, make);
    expect(make).toHaveBeenCalledTimes(5);
  });

  it('may be nothing', () => {
    const make = vi.fn(() => undefined);
    const shared = createShared();
    shared.of(['a'], make);
    shared.of(['a'], make);
    expect(make).toHaveBeenCalledOnce();
  });
});
