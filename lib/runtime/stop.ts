import type { Runtime } from './runtime';

/** An orderly stop that takes longer is cut: the launcher gives the process 3 s. */
const STOP_MS = 2500;

/**
 * Ends the process in order when it is told to (SIGINT, SIGTERM), or when the launcher that holds its IPC channel is gone: event
 * streams first, since they would never end by themselves.
 */
export function stopOnSignals(runtime: Runtime, stop: () => Promise<void>): void {
  let stopping = false;
  const onSignal = (why: string): void => {
    if (stopping) return;
    stopping = true;
    const cut = setTimeout(() => process.exit(1), STOP_MS);
    cut.unref();
    runtime.log.info({ why }, 'stopping');
    runtime.streams.closeAll();
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        runtime.log.error({ err: error }, 'the stop failed');
        process.exit(1);
      },
    );
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => onSignal(signal));
  process.on('disconnect', () => onSignal('the launcher is gone'));
}
