import type { ClusterTimers } from './timers';

export interface Watchdog {
  /** Starts the waiting time again. */
  reset(): void;
  stop(): void;
}

/** Calls `onSilence` once, when `reset` was not called for `ms`. */
export function createWatchdog(timers: ClusterTimers, ms: number, onSilence: () => void): Watchdog {
  let resetAt = timers.now().getTime();
  // One timer, which checks the time when it ends: a busy stream resets thousands of times a minute.
  const check = (): void => {
    const left = resetAt + ms - timers.now().getTime();
    if (left > 0) {
      cancel = timers.after(left, check);
      return;
    }
    onSilence();
  };
  let cancel = timers.after(ms, check);
  return {
    reset() {
      resetAt = timers.now().getTime();
    },
    stop: () => cancel(),
  };
}
