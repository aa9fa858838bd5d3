import type { Timers } from './timers';

/** One wait at a time, for one thing. */
export interface Alarm {
  readonly isSet: boolean;
  /** Calls back after so many ms, instead of whatever was set. */
  set(ms: number): void;
  clear(): void;
}

export function createAlarm(timers: Timers, ring: () => void): Alarm {
  let cancel: (() => void) | null = null;
  return {
    get isSet() {
      return cancel !== null;
    },
    set(ms) {
      cancel?.();
      cancel = timers.after(ms, () => {
        cancel = null;
        ring();
      });
    },
    clear() {
      cancel?.();
      cancel = null;
    },
  };
}
