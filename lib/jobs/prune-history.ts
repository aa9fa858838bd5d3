import { pruneHistory, type Pruned } from '@/lib/db/prune';
import type { Db } from '@/lib/db/client';
import type { Clock, HistoryRetention } from '@/lib/model';
import type { Queue } from './queue';

const NAME = 'prune-history';
/** At an unusual minute of each hour, as many other jobs run at the full hour. */
const HOURLY = '23 * * * *';
const HOUR_MS = 3_600_000;

export interface PruneOptions {
  readonly db: Pick<Db, 'client'>;
  readonly retention: HistoryRetention;
  readonly now: Clock;
}

/** Deletes what is older than the settings keep. */
export function pruneNow({ db, retention, now }: PruneOptions): Promise<Pruned> {
  const { transitionsDays, eventsDays, readinessHours } = retention;
  const before = (hours: number): Date => new Date(now().getTime() - hours * HOUR_MS);
  return pruneHistory(db, {
    transitions: before(transitionsDays * 24),
    events: before(eventsDays * 24),
    readiness: before(readinessHours),
  });
}

/** Prunes once an hour, in only one of all replicas. */
export async function schedulePruning({ boss }: Queue, options: PruneOptions): Promise<void> {
  await boss.createQueue(NAME);
  await boss.schedule(NAME, HOURLY);
  await boss.work(NAME, { pollingIntervalSeconds: 30 }, () => pruneNow(options));
}
