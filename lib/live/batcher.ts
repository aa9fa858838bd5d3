import type { Timers } from './timers';

export interface BatcherOptions {
  readonly timers: Timers;
  /** How long changes that follow a first one are gathered, in ms. */
  readonly gatherMs: number;
  /** Works off what is pending for a bounded time; true: some is left. Must not throw. */
  readonly flush: () => boolean;
}

/**
 * When to work: the first touch after a quiet moment at once, those that follow within `gatherMs` together. What one flush
 * left over goes on after the event loop has had its turn.
 */
export function createBatcher({ timers, gatherMs, flush }: BatcherOptions) {
  let cancel: (() => void) | null = null;
  let touched = false;
  let working = false;

  const work = (): void => {
    touched = false;
    working = true;
    const left = flush();
    working = false;
    if (left) touched = true;
    cancel = timers.after(left ? 0 : gatherMs, due);
  };
  const due = (): void => {
    cancel = null;
    if (touched) work();
  };

  return {
    touch(): void {
      touched = true;
      if (cancel === null && !working) work();
    },
    stop(): void {
      cancel?.();
      cancel = null;
      touched = false;
    },
  };
}
export type Batcher = ReturnType<typeof createBatcher>;
