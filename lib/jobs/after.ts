/** A delayed callback, as a port, so that a test can set the time. Calls back after `ms`; the return value cancels. */
export type After = (ms: number, callback: () => void) => () => void;

/** The timers of the process; they do not keep it alive. */
export const systemAfter: After = (ms, callback) => {
  const handle = setTimeout(callback, ms);
  handle.unref();
  return () => clearTimeout(handle);
};
