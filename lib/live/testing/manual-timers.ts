import type { Timers } from '../timers';

/** Timers whose time only a test advances. */
export function manualTimers() {
  let nowMs = 0;
  let order = 0;
  const waiting = new Map<number, { readonly at: number; readonly callback: () => void }>();
  const timers: Timers = {
    after(ms, callback) {
      order += 1;
      const id = order;
      waiting.set(id, { at: nowMs + ms, callback });
      return () => void waiting.delete(id);
    },
  };
  return {
    timers,
    get nowMs() {
      return nowMs;
    },
    get waiting() {
      return waiting.size;
    },
    /** Advances the time and runs what is due, in the order of time, then of registration. */
    advance(ms: number): void {
      const end = nowMs + ms;
      for (;;) {
        const due = [...waiting].filter(([, { at }]) => at <= end);
        const [next] = due.sort(([a, one], [b, other]) => one.at - other.at || a - b);
        if (!next) break;
        waiting.delete(next[0]);
        nowMs = next[1].at;
        next[1].callback();
      }
      nowMs = end;
    },
  };
}
