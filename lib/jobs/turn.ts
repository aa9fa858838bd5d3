import type { After } from './after';

export interface TurnOptions {
  readonly after: After;
  /** Does what waits; answers in how many ms to come again, null: when asked. */
  readonly work: () => Promise<number | null>;
  readonly onError: (error: unknown) => void;
  /** When to come again after a failure, in ms. */
  readonly retryMs: number;
}

/** Work that is done one turn at a time, some time after it was asked for, and again after a failure. */
export interface Turn {
  /** Asks for a turn within `ms`; several that ask share one. */
  within(ms: number): void;
  /** Works now, after the turn that is under way. Rejects with what the work threw. */
  now(): Promise<void>;
  /** No turn begins any more; resolves when none is under way. */
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
