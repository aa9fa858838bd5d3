import { systemAfter, type After } from './after';
import type { Job } from './changes';
import { startNotifying, type NotifyOptions } from './notify/notify';
import { schedulePruning, type PruneOptions } from './prune-history';
import { openQueue, type Queue } from './queue';
import { createTurn } from './turn';

/** The first request is answered before the queue is opened, which makes its tables the first time. */
const OPEN_AFTER_MS = 3000;
const RETRY_MS = 10_000;

export interface BackgroundOptions extends Omit<NotifyOptions, 'queue'>, Pick<PruneOptions, 'retention'> {
  readonly connectionString: string;
  readonly after?: After;
}

/** Opens the job queue a moment after the start, and then prunes by the hour and notifies, where there are rules. */
export function startBackground(options: BackgroundOptions): Job {
  const { connectionString, rules, onError, after = systemAfter } = options;
  let queue: Queue | null = null;
  let notifying: Job | null = null;
  const opening = createTurn({
    after,
    onError,
    retryMs: RETRY_MS,
    work: async () => {
      queue ??= await openQueue({ connectionString, onError });
      await schedulePruning(queue, options);
      // Without rules what was queued by former ones is still ended: its handler gives it up.
      notifying = await startNotifying({ ...options, rules, queue });
      return null;
    },
  });
  opening.within(OPEN_AFTER_MS);
  return {
    async stop() {
      await opening.stop();
      await notifying?.stop();
      await queue?.stop();
    },
  };
}
