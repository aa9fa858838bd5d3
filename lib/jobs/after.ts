/** Waiting, as a port: a test owns the time. Calls back after `ms`; the return value cancels. */
export type After = (ms: number, callback: () => void) => () => void;

/** Waits by the process's clock, and keeps no process alive. */
export const systemAfter: After = (ms, callback) => {
  const handle = setTimeout(callback, ms);
  handle.unref();
  return () => clearTimeout(handle);
};
