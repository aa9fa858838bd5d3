import type { Timers } from './timers';

/** One pending callback at a time. */
export interface Alarm {
  readonly isSet: boolean;
  /** Calls back after `ms`; replaces what was set before. */
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
