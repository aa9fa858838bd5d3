/** A delayed callback, as a port, so that a test can set the time. Calls back after `ms`; the return value cancels. */
export type RegistryTimer = (ms: number, callback: () => void) => () => void;

export const systemTimer: RegistryTimer = (ms, callback) => {
  const handle = setTimeout(callback, ms);
  handle.unref();
  return () => clearTimeout(handle);
};

export interface Loop {
  /** Starts no further turn; resolves when none is running. */
  stop(): Promise<void>;
}

/** Repeats the work, each time `everyMs` after the end of the last turn, also after a failure. */
export function startLoop(options: {
  readonly everyMs: number;
  readonly timer: RegistryTimer;
  readonly work: () => Promise<void>;
  readonly onError: (error: unknown) => void;
}): Loop {
  const { everyMs, timer, work, onError } = options;
  let stopped = false;
  let running: Promise<void> = Promise.resolve();
  let cancel: () => void = () => undefined;
  const plan = (): void => {
    cancel = timer(everyMs, () => {
      running = work()
        .catch(onError)
        .then(() => {
          if (!stopped) plan();
        });
    });
  };
  plan();
  return {
    stop() {
      stopped = true;
      cancel();
      return running;
    },
  };
}
