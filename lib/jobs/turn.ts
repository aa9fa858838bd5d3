import type { After } from './after';

export interface TurnOptions {
  readonly after: After;
  /** Does the work; returns after how many ms to run again, null: only when requested. */
  readonly work: () => Promise<number | null>;
  readonly onError: (error: unknown) => void;
  /** The wait after a failure, in ms. */
  readonly retryMs: number;
}

/** Work in turns, one at a time: some time after it was requested, and again after a failure. */
export interface Turn {
  /** Requests a turn within `ms`; several requests share one. */
  within(ms: number): void;
  /** Runs now, after a running turn. Rejects with the error of the work. */
  now(): Promise<void>;
  /** Starts no further turn; resolves when none is running. */
  stop(): Promise<void>;
}

export function createTurn({ after, work, onError, retryMs }: TurnOptions): Turn {
  let planned: { readonly ms: number; readonly cancel: () => void } | null = null;
  let running: Promise<void> = Promise.resolve();
  let failed = false;
  let stopped = false;

  const take = async (): Promise<void> => {
    const next = await work();
    failed = false;
    if (next !== null) within(next);
  };
  const now = (): Promise<void> => {
    const turn = running.then(take);
    running = turn.catch(() => undefined);
    return turn;
  };
  const within = (asked: number): void => {
    const ms = failed ? Math.max(asked, retryMs) : asked;
    if (stopped || (planned !== null && planned.ms <= ms)) return;
    planned?.cancel();
    const cancel = after(ms, () => {
      planned = null;
      now().catch((error: unknown) => {
        onError(error);
        failed = true;
        within(retryMs);
      });
    });
    planned = { ms, cancel };
  };

  return {
    within,
    now,
    stop() {
      stopped = true;
      planned?.cancel();
      return running;
    },
  };
}
