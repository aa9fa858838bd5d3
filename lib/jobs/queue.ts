import PgBoss from 'pg-boss';

/** A stop waits so long for what is under way; pg-boss knows no shorter one. The launcher gives the process 3 s in all. */
const STOP_MS = 1000;
/** Of its own, so that jobs never wait for pages. */
const CONNECTIONS = 2;

export interface QueueOptions {
  readonly connectionString: string;
  /** Told of what fails beside the jobs themselves: the database is away for a moment. */
  readonly onError: (error: unknown) => void;
}

/** The job queue: pg-boss, in a schema `pgboss` of the same database, which it makes and migrates by itself. */
export interface Queue {
  readonly boss: PgBoss;
  /** Begins no job any more; what is under way after a second is handed back to be tried again. */
  stop(): Promise<void>;
}

/** Opens it. Rejects when the database refuses, and holds nothing then. */
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
