import type { BackgroundJob } from '../changes';
import { systemAfter, type After } from '../after';
import type { Queue } from '../queue';
import { createTurn } from '../turn';
import { deliver, type DeliverOptions } from './deliver';
import { makeDueDeliveries, type DueDeliveriesOptions } from './due-deliveries';

const NAME = 'deliver-notification';
/** How often due notifications are searched. */
const LOOK_MS = 5000;
/** Five tries in all, the later ones 15–30 s, 30–60 s, 1–2 min and 2–4 min after the one before. */
const RETRY_LIMIT = 4;
const PACE: Pace = { retryDelay: 15, retryBackoff: true };
/** A try that its process did not end is repeated after this time, which is longer than any answer may take. */
const EXPIRE_SECONDS = 60;
const BATCH = 10;

/** Seconds after the first failed try, and whether they double with each. */
interface Pace {
  readonly retryDelay: number;
  readonly retryBackoff: boolean;
}

export interface NotifyOptions
  extends Omit<DueDeliveriesOptions, 'enqueue'>, Omit<DeliverOptions, 'signal' | 'db' | 'now'> {
  readonly queue: Queue;
  readonly onError: (error: unknown) => void;
  readonly after?: After;
  /** The wait after a failed try; tests pass a shorter one. */
  readonly pace?: Pace;
}

export interface Notifying extends BackgroundJob {
  /** Searches due notifications now. */
  look(): Promise<void>;
}

/** Searches due notifications every 5 s and sends them through the queue, which must have started. */
export async function startNotifying(options: NotifyOptions): Promise<Notifying> {
  const { queue, onError, after = systemAfter, pace = PACE } = options;
  const { boss } = queue;
  const stopping = new AbortController();
  await boss.createQueue(NAME);
  await boss.work<{ delivery: string }>(
    NAME,
    { includeMetadata: true, batchSize: BATCH, pollingIntervalSeconds: 1 },
    async (jobs) => {
      const sent = await Promise.allSettled(
        jobs.map(({ data, retryCount, retryLimit }) =>
          deliver({ ...options, signal: stopping.signal }, data.delivery, retryCount >= retryLimit),
        ),
      );
      // The queue repeats the whole batch; `deliver` does nothing for those that were delivered.
      const failed = sent.find((one) => one.status === 'rejected');
      if (failed) throw failed.reason;
    },
  );
  const enqueue = async (delivery: string): Promise<void> => {
    // The job has the delivery's id, so that the queue makes only one for it.
    await boss.send(
      NAME,
      { delivery },
      { id: delivery, retryLimit: RETRY_LIMIT, ...pace, expireInSeconds: EXPIRE_SECONDS },
    );
  };
  const turn = createTurn({
    after,
    onError,
    retryMs: LOOK_MS,
    work: async () => {
      await makeDueDeliveries({ ...options, enqueue });
      return LOOK_MS;
    },
  });
  turn.within(0);
  return {
    look: () => turn.now(),
    async stop() {
      stopping.abort();
      await turn.stop();
    },
  };
}
