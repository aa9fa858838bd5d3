import PgBoss from 'pg-boss';

/** How long a stop waits for running jobs: pg-boss' minimum. The launcher gives the process 3 s in all. */
const STOP_MS = 1000;
/** Connections of its own, so that jobs never wait for pages. */
const CONNECTIONS = 2;

export interface QueueOptions {
  readonly connectionString: string;
  /** Called with errors that are not of a job: the database is unavailable for a moment. */
  readonly onError: (error: unknown) => void;
}

/** The job queue: pg-boss, in a schema `pgboss` of the same database, which it makes and migrates by itself. */
export interface Queue {
  readonly boss: PgBoss;
  /** Starts no further job; jobs that still run after a second are returned to the queue and tried again. */
  stop(): Promise<void>;
}

/** Opens the queue. Rejects when the database refuses, and releases everything then. */
export async function openQueue({ connectionString, onError }: QueueOptions): Promise<Queue> {
  const boss = new PgBoss({ connectionString, max: CONNECTIONS, application_name: 'pilothouse-jobs' });
  boss.on('error', onError);
  try {
    await boss.start();
  } catch (error) {
    await boss.stop({ graceful: false }).catch(() => undefined);
    throw error;
  }
  return { boss, stop: () => boss.stop({ graceful: true, wait: true, timeout: STOP_MS }) };
}
