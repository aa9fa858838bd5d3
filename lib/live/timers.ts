/** Waiting, as a port: a test owns the time. `after` returns what cancels it. */
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
