import type { Job } from '../changes';
import { systemAfter, type After } from '../after';
import type { Queue } from '../queue';
import { createTurn } from '../turn';
import { deliver, type DeliverOptions } from './deliver';
import { tellTransitions, type TellOptions } from './tell-transitions';

const NAME = 'deliver-notification';
/** How often is looked for what is due. */
const LOOK_MS = 5000;
/** Five tries in all, the later ones 15–30 s, 30–60 s, 1–2 min and 2–4 min after the one before. */
const RETRY_LIMIT = 4;
const PACE: Pace = { retryDelay: 15, retryBackoff: true };
/** A try that was never ended by its process is begun again after this time; longer than any answer takes. */
const EXPIRE_SECONDS = 60;
const BATCH = 10;

/** Seconds after the first failed try, and whether they double with each. */
interface Pace {
  readonly retryDelay: number;
  readonly retryBackoff: boolean;
}

export interface NotifyOptions
  extends Omit<TellOptions, 'enqueue'>, Omit<DeliverOptions, 'signal' | 'db' | 'now'> {
  readonly queue: Queue;
  readonly onError: (error: unknown) => void;
  readonly after?: After;
  /** How long is waited after a failed try; a test is in a hurry. */
  readonly pace?: Pace;
}

export interface Notifying extends Job {
  /** Looks now for what is due. */
  look(): Promise<void>;
}

/** Looks for what is due every 5 s, and sends it through the queue. The queue must have started. */
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
      // The queue tries all of a batch again; those that were delivered are left alone then.
      const failed = sent.find((one) => one.status === 'rejected');
      if (failed) throw failed.reason;
    },
  );
  const enqueue = async (delivery: string): Promise<void> => {
    // The job has the delivery's id: a second one for the same is not made.
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
      await tellTransitions({ ...options, enqueue });
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
