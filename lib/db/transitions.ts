import type { Health, Receipt, Transition } from '@/lib/model';
import type { Db, Tx } from './client';
import type { Transition as TransitionRow } from './generated/client';
import { storableJson } from './text';

/** The health of a placement as a process saw it. */
export interface SeenHealth {
  readonly placement: string;
  readonly service: string;
  readonly serviceName: string;
  readonly owner: string | null;
  readonly cluster: string;
  readonly namespace: string;
  readonly environment: string;
  readonly status: Health;
  readonly reason: string;
  readonly message: string;
  readonly receipt: Receipt;
  readonly ready: number;
  readonly desired: number;
  /** Since when, from the objects themselves. ISO 8601. */
  readonly since: string | null;
  readonly seenAt: string;
}

/** Statuses of which a change of the reason alone is recorded too. */
const TROUBLE: Health[] = ['Degraded', 'Missing', 'Unknown'];
/** An advisory lock, held to the end of the transaction, as each compares with what the one before it wrote. */
const RECORD_LOCK = 7_266_004;

/**
 * Writes those that differ from the last kept one of their placement: another status or, in a bad status, another reason. So each
 * transition is written once, however many processes see it. At most one for each placement in one call.
 *
 * It begins at `since` where that is after the begin of the last one, else when it was seen.
 *
 * @returns the number of written transitions.
 */
export async function recordTransitions(tx: Tx, seen: readonly SeenHealth[]): Promise<number> {
  if (seen.length === 0) return 0;
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${RECORD_LOCK}::bigint)`;
  const rows = JSON.stringify(storableJson(seen));
  const written = await tx.$queryRaw<{ id: bigint }[]>`
    INSERT INTO transitions (placement, service, service_name, owner, cluster, namespace, environment, from_status,
      to_status, reason, message, receipt, ready, desired, at, since)
    SELECT seen.placement, seen.service, seen."serviceName", seen.owner, seen.cluster, seen.namespace, seen.environment,
      last.to_status, seen.status, seen.reason, seen.message, seen.receipt, seen.ready, seen.desired, begun.at,
      CASE WHEN last.id IS NULL AND seen.since IS NULL THEN NULL
           WHEN last.to_status = seen.status THEN last.since
           ELSE begun.at END
    FROM jsonb_to_recordset(${rows}::jsonb) AS seen(placement text, service text, "serviceName" text, owner text,
      cluster text, namespace text, environment text, status text, reason text, message text, receipt jsonb, ready int,
      desired int, since timestamptz(3), "seenAt" timestamptz(3))
    LEFT JOIN LATERAL (
      SELECT id, to_status, reason, at, since FROM transitions
      WHERE placement = seen.placement ORDER BY id DESC LIMIT 1
    ) last ON true
    CROSS JOIN LATERAL (
      SELECT CASE WHEN last.id IS NULL THEN LEAST(seen.since, seen."seenAt")
                  WHEN seen.since > last.at AND seen.since <= seen."seenAt" THEN seen.since
                  ELSE GREATEST(seen."seenAt", last.at) END AS at
    ) begun
    WHERE last.id IS NULL OR last.to_status <> seen.status
      OR (last.reason <> seen.reason AND seen.status = ANY(${TROUBLE}))
    RETURNING id`;
  const ids = written.map(({ id }) => id);
  await tx.$executeRaw`
    UPDATE transitions past SET until = next.at
    FROM transitions next
    WHERE next.id = ANY(${ids}) AND past.placement = next.placement AND past.until IS NULL AND past.id < next.id`;
  return ids.length;
}

/** The last kept status of a placement. */
export interface KeptStatus {
  readonly status: Health;
  readonly reason: string;
  /** Since when it has this status, with any reason; null: not known. ISO 8601. */
  readonly since: string | null;
}

/** The last kept status of each placement, by its id. */
export async function loadKeptStatuses(db: Pick<Db, 'client'>): Promise<Map<string, KeptStatus>> {
  const rows = await db.client.transition.findMany({
    where: { until: null },
    select: { placement: true, toStatus: true, reason: true, since: true },
  });
  return new Map(
    rows.map(({ placement, toStatus, reason, since }) => [
      placement,
      { status: toStatus as Health, reason, since: since?.toISOString() ?? null },
    ]),
  );
}

/** The newest transitions of a placement, newest first. */
export async function listTransitions(
  db: Pick<Db, 'client'>,
  placement: string,
  limit: number,
): Promise<Transition[]> {
  const rows = await db.client.transition.findMany({
    where: { placement },
    orderBy: { id: 'desc' },
    take: limit,
  });
  return rows.map(toTransition);
}

/** Statuses of a placement that lasted beyond `from`, oldest first; the newest `limit` of them. */
export async function listStatusSteps(
  db: Pick<Db, 'client'>,
  placement: string,
  { from, limit }: { readonly from: Date; readonly limit: number },
): Promise<{ at: string; to: Health }[]> {
  const rows = await db.client.transition.findMany({
    where: { placement, OR: [{ until: null }, { until: { gt: from } }] },
    orderBy: { id: 'desc' },
    take: limit,
    select: { at: true, toStatus: true },
  });
  return rows.reverse().map(({ at, toStatus }) => ({ at: at.toISOString(), to: toStatus as Health }));
}

/** When the oldest record of these placements begins; null: none is kept. */
export async function historyBegin(
  db: Pick<Db, 'client'>,
  placements: readonly string[],
): Promise<string | null> {
  const { _min } = await db.client.transition.aggregate({
    where: { placement: { in: [...placements] } },
    _min: { at: true },
  });
  return _min.at?.toISOString() ?? null;
}

export function toTransition(row: TransitionRow): Transition {
  return {
    id: row.id.toString(),
    placement: row.placement,
    service: row.service,
    cluster: row.cluster,
    namespace: row.namespace,
    environment: row.environment,
    from: row.fromStatus as Health | null,
    to: row.toStatus as Health,
    reason: row.reason,
    message: row.message,
    receipt: row.receipt as unknown as Receipt,
    ready: row.ready,
    desired: row.desired,
    at: row.at.toISOString(),
    until: row.until?.toISOString() ?? null,
  };
}
