import { recoverChanges, type Runner } from '@/lib/actions';

/** How often Changes without an executor are searched. */
const EVERY_MS = 15_000;

/** A job that runs until it is stopped. */
export interface BackgroundJob {
  /** Resolves when its last run has ended. */
  stop(): Promise<void>;
}

/** Recovers Changes that have lost their executor, at once and then every 15 s; a run that fails is logged and the next one tries again. */
export function startChangeRecovery(runner: Runner): BackgroundJob {
  let stopped = false;
  let run: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;
  const tick = () => {
    run = recoverChanges(runner)
      .catch((error: unknown) =>
        runner.context.log.error({ err: error }, 'changes without an executor were not recovered'),
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
