/** Waiting, as a port: a test owns the time. Calls back after `ms`; the return value cancels. */
export type RegistryTimer = (ms: number, callback: () => void) => () => void;

export const systemTimer: RegistryTimer = (ms, callback) => {
  const handle = setTimeout(callback, ms);
  handle.unref();
  return () => clearTimeout(handle);
};

export interface Loop {
  /** No turn begins any more; resolves when none is under way. */
  stop(): Promise<void>;
}

/** Works again and again, so long after the last turn's end, whether it failed or not. */
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
