import type { Clock } from '@/lib/model';

/** Time, as the reflectors and heartbeats know it: an edge that a test may own. */
export interface ClusterTimers {
  now: Clock;
  /** Calls `run` once after `ms`; the answer cancels it. */
  after(ms: number, run: () => void): () => void;
}

/** The machine's timers; they keep no process alive. */
export function clusterTimers(now: Clock): ClusterTimers {
  return {
    now,
    after(ms, run) {
      const timer = setTimeout(run, ms);
      timer.unref();
      return () => clearTimeout(timer);
    },
  };
}

/** Waits; ends early, without a throw, when the signal aborts. */
export function sleep(timers: ClusterTimers, ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) {
      resolve();
      return;
    }
    const done = (): void => {
      cancel();
      signal.removeEventListener('abort', done);
      resolve();
    };
    const cancel = timers.after(ms, done);
    signal.addEventListener('abort', done, { once: true });
  });
}
