import { systemAfter, type After } from './after';
import type { BackgroundJob } from './changes';
import { startNotifying, type NotifyOptions } from './notify/notify';
import { schedulePruning, type PruneOptions } from './prune-history';
import { openQueue, type Queue } from './queue';
import { createTurn } from './turn';

/** Opening the queue creates its tables the first time; the first requests should not wait for that. */
const OPEN_AFTER_MS = 3000;
const RETRY_MS = 10_000;

export interface BackgroundOptions extends Omit<NotifyOptions, 'queue'>, Pick<PruneOptions, 'retention'> {
  readonly connectionString: string;
  readonly after?: After;
}

/** Opens the job queue some time after the start, then prunes every hour and, where there are rules, sends notifications. */
export function startBackground(options: BackgroundOptions): BackgroundJob {
  const { connectionString, rules, onError, after = systemAfter } = options;
  let queue: Queue | null = null;
  let notifying: BackgroundJob | null = null;
  const opening = createTurn({
    after,
    onError,
    retryMs: RETRY_MS,
    work: async () => {
      queue ??= await openQueue({ connectionString, onError });
      await schedulePruning(queue, options);
      // Also without rules: deliveries that former rules queued are given up by the handler.
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
