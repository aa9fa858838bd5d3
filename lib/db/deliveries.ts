import type { Delivery, Health, NotificationEvent } from '@/lib/model';
import type { Db, Tx } from './client';
import type { NotificationDelivery as DeliveryRow, Transition as TransitionRow } from './generated/client';
import { storableText } from './text';
import { toTransition } from './transitions';

/** Statuses in which a placement has recovered. */
const WELL: Health[] = ['Healthy', 'Idle', 'Suspended'];
const BROKEN: Health[] = ['Degraded', 'Missing', 'Unknown'];

/** A placement that is broken now, with the transition that began its status. */
export interface Fall {
  readonly transition: bigint;
  readonly at: Date;
  readonly status: Health;
  readonly placement: string;
  readonly service: string;
  readonly serviceName: string;
  readonly owner: string | null;
  readonly environment: string;
  readonly cluster: string;
}

/** The placements that are broken now, the longest first. */
export async function listFalls(db: Pick<Db, 'client'>): Promise<Fall[]> {
  return db.client.$queryRaw<Fall[]>`
    SELECT first.id AS transition, first.at, last.to_status AS status, last.placement, last.service,
      last.service_name AS "serviceName", last.owner, last.environment, last.cluster
    FROM transitions last
    CROSS JOIN LATERAL (
      SELECT id, at FROM transitions begun
      WHERE begun.placement = last.placement AND begun.id > COALESCE((
        SELECT max(other.id) FROM transitions other
        WHERE other.placement = last.placement AND other.to_status <> last.to_status), 0)
      ORDER BY id LIMIT 1
    ) first
    WHERE last.until IS NULL AND last.to_status = ANY(${BROKEN})
    ORDER BY first.at, first.id`;
}

/** A fall for which a rule has sent a notification, or is about to, and that has not ended. */
export interface OpenFall {
  readonly rule: string;
  readonly placement: string;
  readonly status: Health;
}

export async function listOpenFalls(db: Pick<Db, 'client'>): Promise<OpenFall[]> {
  const rows = await db.client.notificationDelivery.findMany({
    where: { closedAt: null, event: 'fall' },
    select: { rule: true, transition: { select: { placement: true, toStatus: true } } },
  });
  return rows.map(({ rule, transition }) => ({
    rule,
    placement: transition.placement,
    status: transition.toStatus as Health,
  }));
}

/** A fall whose placement has recovered. */
export interface ClosedFall {
  readonly rule: string;
  /** Whether the notification of the fall was delivered. */
  readonly delivered: boolean;
  /** The transition with which it recovered. */
  readonly recovery: bigint;
}

/** Closes the falls whose placements have recovered. A fall whose delivery is still queued is closed when that has ended. */
export async function closeFalls(tx: Tx, now: Date): Promise<ClosedFall[]> {
  return tx.$queryRaw<ClosedFall[]>`
    UPDATE notification_deliveries sent SET closed_at = ${now}
    FROM transitions fall
    CROSS JOIN LATERAL (
      SELECT id FROM transitions well
      WHERE well.placement = fall.placement AND well.id > fall.id AND well.to_status = ANY(${WELL})
      ORDER BY id LIMIT 1
    ) recovery
    WHERE sent.transition_id = fall.id AND sent.closed_at IS NULL AND sent.event = 'fall' AND sent.state <> 'queued'
    RETURNING sent.rule, sent.state = 'delivered' AS delivered, recovery.id AS recovery`;
}

export interface NewDelivery {
  /** A UUID. */
  readonly id: string;
  readonly rule: string;
  readonly transition: bigint;
  readonly event: NotificationEvent;
}

/** Creates deliveries; only one for each rule and transition, however often it is called. */
export async function addDeliveries(tx: Tx, deliveries: readonly NewDelivery[], now: Date): Promise<void> {
  await tx.notificationDelivery.createMany({
    data: deliveries.map(({ id, rule, transition, event }) => ({
      id,
      rule,
      transitionId: transition,
      event,
      state: 'queued',
      createdAt: now,
    })),
    skipDuplicates: true,
  });
}

/** Ids of deliveries for which no job was made yet. */
export async function listWithoutJob(db: Pick<Db, 'client'>): Promise<string[]> {
  const rows = await db.client.notificationDelivery.findMany({
    where: { closedAt: null, state: 'queued', hasJob: false },
    orderBy: { createdAt: 'asc' },
    select: { id: true },
    take: 500,
  });
  return rows.map(({ id }) => id);
}

export async function markWithJob(db: Pick<Db, 'client'>, ids: readonly string[]): Promise<void> {
  await db.client.notificationDelivery.updateMany({
    where: { id: { in: [...ids] } },
    data: { hasJob: true },
  });
}

/** A delivery with the data of its message. */
export interface DeliveryToSend {
  readonly delivery: Delivery;
  readonly serviceName: string;
  readonly owner: string | null;
}

/** Null for an unknown id. Reason and message are the latest of its status, as they may have changed since the transition. */
export async function findDelivery(db: Pick<Db, 'client'>, id: string): Promise<DeliveryToSend | null> {
  const row = await db.client.notificationDelivery.findUnique({
    where: { id },
    include: { transition: true },
  });
  if (row === null) return null;
  const { placement, toStatus, serviceName, owner } = row.transition;
  const following = await db.client.transition.findMany({
    where: { placement, id: { gt: row.transitionId } },
    orderBy: { id: 'asc' },
    take: 50,
  });
  const end = following.findIndex((one) => one.toStatus !== toStatus);
  const latest = (end < 0 ? following : following.slice(0, end)).at(-1) ?? row.transition;
  const { reason, message, receipt, ready, desired } = toTransition(latest);
  const delivery = toDelivery(row);
  return {
    delivery: {
      ...delivery,
      transition: { ...delivery.transition, reason, message, receipt, ready, desired },
    },
    serviceName,
    owner,
  };
}

export interface Try {
  readonly state: Delivery['state'];
  readonly status: number | null;
  readonly error: string | null;
  readonly at: Date;
}

/** Records the result of a try. A delivery that has ended is not changed. */
export async function recordTry(
  db: Pick<Db, 'client'>,
  id: string,
  { state, status, error, at }: Try,
): Promise<void> {
  await db.client.notificationDelivery.updateMany({
    where: { id, state: 'queued' },
    data: {
      state,
      tries: { increment: 1 },
      lastStatus: status,
      lastError: error === null ? null : storableText(error),
      endedAt: state === 'queued' ? null : at,
    },
  });
}

/** Gives up deliveries that were created before a time and are still queued. */
export async function giveUpStale(
  db: Pick<Db, 'client'>,
  { before, now }: { readonly before: Date; readonly now: Date },
): Promise<void> {
  await db.client.notificationDelivery.updateMany({
    where: { closedAt: null, state: 'queued', createdAt: { lt: before } },
    data: { state: 'failed', endedAt: now, lastError: 'It could not be delivered within an hour.' },
  });
}

/** Deliveries, newest first; `before` is the position of the last one of the page before. */
export async function listDeliveries(
  db: Pick<Db, 'client'>,
  {
    before,
    limit,
  }: { readonly before?: { readonly createdAt: Date; readonly id: string }; readonly limit: number },
): Promise<Delivery[]> {
  const rows = await db.client.notificationDelivery.findMany({
    where:
      before === undefined
        ? {}
        : {
            OR: [
              { createdAt: { lt: before.createdAt } },
              { createdAt: before.createdAt, id: { lt: before.id } },
            ],
          },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: limit,
    include: { transition: true },
  });
  return rows.map(toDelivery);
}

function toDelivery(row: DeliveryRow & { transition: TransitionRow }): Delivery {
  return {
    id: row.id,
    rule: row.rule,
    event: row.event as Delivery['event'],
    state: row.state as Delivery['state'],
    tries: row.tries,
    lastStatus: row.lastStatus,
    lastError: row.lastError,
    createdAt: row.createdAt.toISOString(),
    endedAt: row.endedAt?.toISOString() ?? null,
    transition: toTransition(row.transition),
  };
}
