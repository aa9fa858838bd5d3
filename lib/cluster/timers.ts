import type { Clock } from '@/lib/model';

/** Clock and timers of reflectors and heartbeats, which tests can replace. */
export interface ClusterTimers {
  now: Clock;
  /** Calls `run` once after `ms`; the returned function cancels it. */
  after(ms: number, run: () => void): () => void;
}

/** The timers of the system; they do not keep the process alive. */
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

/** Waits; ends early, without throwing, when the signal aborts. */
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
