/** Delayed callbacks, as a port, so that a test can set the time. `after` returns a function that cancels. */
export interface Timers {
  after(ms: number, callback: () => void): () => void;
}

/** The longest wait that `setTimeout` takes. */
const WAIT_MS_MAX = 2 ** 31 - 1;

export const systemTimers: Timers = {
  after(ms, callback) {
    const handle = setTimeout(callback, Math.min(Math.max(0, ms), WAIT_MS_MAX));
    return () => clearTimeout(handle);
  },
};
