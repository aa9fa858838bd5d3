import type { ClusterTimers } from './timers';

/** Calls back once when `reset` was not called for `ms`. */
export interface Watchdog {
  reset(): void;
  stop(): void;
  fired(): boolean;
}

export function createWatchdog(timers: ClusterTimers, ms: number, bark: () => void): Watchdog {
  let fired = false;
  let heardAt = timers.now().getTime();
  // One timer that looks again when it ends: a busy stream resets thousands of times a minute.
  const look = (): void => {
    const left = heardAt + ms - timers.now().getTime();
    if (left > 0) {
      cancel = timers.after(left, look);
      return;
    }
    fired = true;
    bark();
  };
  let cancel = timers.after(ms, look);
  return {
    reset() {
      heardAt = timers.now().getTime();
    },
    stop: () => cancel(),
    fired: () => fired,
  };
}
