import { recoverChanges, type Runner } from '@/lib/actions';

/** How often left-over Changes are looked for. */
const EVERY_MS = 15_000;

/** A job that runs until it is stopped. */
export interface Job {
  /** Resolves when its last run has ended. */
  stop(): Promise<void>;
}

/** Looks for left-over Changes at once and every 15 s after; a run that fails is logged and the next one tries again. */
export function startChangeRecovery(runner: Runner): Job {
  let stopped = false;
  let run: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;
  const tick = () => {
    run = recoverChanges(runner)
      .catch((error: unknown) =>
        runner.context.log.error({ err: error }, 'left-over changes were not looked for'),
      )
      .finally(() => {
        if (!stopped) timer = setTimeout(tick, EVERY_MS).unref();
      });
  };
  tick();
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await run;
      await runner.stop();
    },
  };
}
