import type { ClusterTimers } from '../timers';

export interface FakeTimers extends ClusterTimers {
  /** Moves time forward; each timer runs at its time, and what it started can run before the next. */
  advance(ms: number): Promise<void>;
  /** How many timers wait. */
  waiting(): number;
}

/** Time that does not pass until a test moves it. */
export function createFakeTimers(start = Date.parse('2026-01-01T00:00:00.000Z')): FakeTimers {
  let now = start;
  const timers = new Set<{ readonly at: number; readonly run: () => void }>();
  return {
    now: () => new Date(now),
    after(ms, run) {
      const timer = { at: now + ms, run };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    waiting: () => timers.size,
    async advance(ms) {
      const end = now + ms;
      for (;;) {
        await settle();
        const [next] = [...timers].filter((timer) => timer.at <= end).sort((a, b) => a.at - b.at);
        if (next === undefined) break;
        timers.delete(next);
        now = Math.max(now, next.at);
        next.run();
      }
      now = end;
      await settle();
    },
  };
}

/** Lets promises that are ready run on; no time passes. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

/** Waits, with real sockets, until a condition holds; fails with `what` after 5 s. */
export async function until(what: string, isSo: () => boolean): Promise<void> {
  const deadline = performance.now() + 5_000;
  while (!isSo()) {
    if (performance.now() > deadline) throw new Error(`not within 5 s: ${what}`);
    await new Promise((resolve) => setImmediate(resolve));
  }
}
