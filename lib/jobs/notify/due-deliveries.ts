import { randomUUID } from 'node:crypto';
import {
  addDeliveries,
  closeFalls,
  giveUpStale,
  listFalls,
  listOpenFalls,
  listWithoutJob,
  markWithJob,
  type Fall,
  type NewDelivery,
} from '@/lib/db/deliveries';
import type { Db } from '@/lib/db/client';
import type { Clock, NotificationRule } from '@/lib/model';
import { isDue, matches } from './rules';

export interface DueDeliveriesOptions {
  readonly db: Pick<Db, 'client' | 'transaction'>;
  readonly rules: readonly NotificationRule[];
  readonly now: Clock;
  /** Whether a placement has a rollout in progress, also a paused or stalled one. */
  readonly isRollingOut: (placement: string) => boolean;
  /** Creates the job that sends a delivery; only one for each delivery, however often it is called. */
  readonly enqueue: (delivery: string) => Promise<void>;
}

/** A delivery that is queued for longer is given up; all tries together take about eight minutes. */
const STALE_MS = 3_600_000;

/**
 * Creates the deliveries that are due: of falls that have lasted long enough, and of recoveries whose falls were delivered. Everything is
 * read from the database, so it does not matter which process calls this, how many do, and what they knew before.
 */
export async function makeDueDeliveries(options: DueDeliveriesOptions): Promise<void> {
  const { db, now } = options;
  await giveUpStale(db, { before: new Date(now().getTime() - STALE_MS), now: now() });
  await addRecoveries(options);
  await addFalls(options);
  const ids = await listWithoutJob(db);
  for (const id of ids) await options.enqueue(id);
  await markWithJob(db, ids);
}

async function addRecoveries({ db, rules, now }: DueDeliveriesOptions): Promise<void> {
  const wanted = new Set(rules.filter(({ recovered }) => recovered).map(({ name }) => name));
  await db.transaction(async (tx) => {
    const closed = await closeFalls(tx, now());
    const recovered = closed.filter((fall) => fall.delivered && wanted.has(fall.rule));
    await addDeliveries(
      tx,
      recovered.map(({ rule, recovery }) => delivery(rule, recovery, 'recovery')),
      now(),
    );
  });
}

async function addFalls({ db, rules, now, isRollingOut }: DueDeliveriesOptions): Promise<void> {
  const falls = await listFalls(db);
  if (falls.length === 0) return;
  // A placement that fell, progressed and fell again without having been healthy gets one notification.
  const open = new Set((await listOpenFalls(db)).map(keyOf));
  const due = rules.flatMap((rule) =>
    falls
      .filter((fall) => matches(rule, fall) && isDue(rule, fall, now()))
      .filter((fall) => !open.has(keyOf({ rule: rule.name, ...fall })))
      .filter((fall) => !(rule.notDuringRollout && isRollingOut(fall.placement)))
      .map((fall) => delivery(rule.name, fall.transition, 'fall')),
  );
  if (due.length > 0) await db.transaction((tx) => addDeliveries(tx, due, now()));
}

function keyOf({
  rule,
  placement,
  status,
}: Pick<Fall, 'placement' | 'status'> & { readonly rule: string }): string {
  return `${rule} ${status} ${placement}`;
}

function delivery(rule: string, transition: bigint, event: NewDelivery['event']): NewDelivery {
  return { id: randomUUID(), rule, transition, event };
}
