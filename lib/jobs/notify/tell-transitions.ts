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

export interface TellOptions {
  readonly db: Pick<Db, 'client' | 'transaction'>;
  readonly rules: readonly NotificationRule[];
  readonly now: Clock;
  /** Whether a rollout of a placement is in passage: on its way, paused or stalled. */
  readonly inPassage: (placement: string) => boolean;
  /** Makes the job that sends a delivery; one only, however often it is asked for the same. */
  readonly enqueue: (delivery: string) => Promise<void>;
}

/** News that could not be told for so long is none; all tries together take some eight minutes. */
const STALE_MS = 3_600_000;

/**
 * Looks at what is kept and makes the deliveries that are due: falls that have lasted, recoveries of falls that were told. What is
 * due is read from the database alone, so it does not matter which process looks, how many do, and what they knew before.
 */
export async function tellTransitions(options: TellOptions): Promise<void> {
  const { db, now } = options;
  await giveUpStale(db, { before: new Date(now().getTime() - STALE_MS), now: now() });
  await tellRecoveries(options);
  await tellFalls(options);
  const ids = await listWithoutJob(db);
  for (const id of ids) await options.enqueue(id);
  await markWithJob(db, ids);
}

async function tellRecoveries({ db, rules, now }: TellOptions): Promise<void> {
  const wanted = new Set(rules.filter(({ recovered }) => recovered).map(({ name }) => name));
  await db.transaction(async (tx) => {
    const closed = await closeFalls(tx, now());
    const told = closed.filter((fall) => fall.told && wanted.has(fall.rule));
    await addDeliveries(
      tx,
      told.map(({ rule, recovery }) => delivery(rule, recovery, 'recovery')),
      now(),
    );
  });
}

async function tellFalls({ db, rules, now, inPassage }: TellOptions): Promise<void> {
  const falls = await listFalls(db);
  if (falls.length === 0) return;
  // A placement that fell, was on its way and fell again without having been well is told once.
  const open = new Set((await listOpenFalls(db)).map(keyOf));
  const due = rules.flatMap((rule) =>
    falls
      .filter((fall) => matches(rule, fall) && isDue(rule, fall, now()))
      .filter((fall) => !open.has(keyOf({ rule: rule.name, ...fall })))
      .filter((fall) => !(rule.notDuringRollout && inPassage(fall.placement)))
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
