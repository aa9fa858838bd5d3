import type { EventDto } from '@/lib/model';
import type { Db, Tx } from './client';
import { storableJson, storableText } from './text';

/** An event with the service that its placement belongs to. */
export interface SeenEvent extends EventDto {
  readonly service: string;
}

/** Keeps events by their uid; updates count and last time of those that are kept already, where they are newer. */
export async function keepEvents(tx: Tx, seen: readonly SeenEvent[]): Promise<void> {
  if (seen.length === 0) return;
  // The same order in every process, so that two replicas cannot deadlock.
  const sorted = seen.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const rows = JSON.stringify(storableJson(sorted));
  await tx.$executeRaw`
    INSERT INTO kept_events (cluster, uid, placement, service, type, reason, message, object, count, first_seen, last_seen)
    SELECT object->>'cluster', id, placement, service, type, reason, message, object, count, "firstSeen", "lastSeen"
    FROM jsonb_to_recordset(${rows}::jsonb) AS seen(id text, placement text, service text, type text, reason text,
      message text, object jsonb, count int, "firstSeen" timestamptz(3), "lastSeen" timestamptz(3))
    ON CONFLICT (cluster, uid) DO UPDATE
    SET placement = EXCLUDED.placement, service = EXCLUDED.service, type = EXCLUDED.type, reason = EXCLUDED.reason,
        message = EXCLUDED.message, object = EXCLUDED.object, count = EXCLUDED.count,
        first_seen = EXCLUDED.first_seen, last_seen = EXCLUDED.last_seen
    WHERE EXCLUDED.last_seen > kept_events.last_seen OR EXCLUDED.count > kept_events.count`;
}

export interface KeptEventQuery {
  readonly service: string;
  readonly type?: EventDto['type'];
  readonly placement?: string;
  /** Only events of these placements; of all where absent. */
  readonly placements?: readonly string[] | undefined;
  /** Only events that follow this one in the order of newest first. */
  readonly before?: { readonly lastSeen: Date; readonly id: string };
  /** Uids to leave out. */
  readonly except: readonly string[];
  readonly limit: number;
}

/** Placements of a service that have kept events, each with its cluster and namespace. */
export async function listKeptPlacements(
  db: Pick<Db, 'client'>,
  service: string,
): Promise<{ readonly id: string; readonly cluster: string; readonly namespace: string }[]> {
  return db.client.$queryRaw`
    SELECT DISTINCT placement AS id, cluster, object->>'namespace' AS namespace
    FROM kept_events WHERE service = ${storableText(service)}`;
}

/** Events of a service, newest first; of equal times the one with the greater uid first. */
export async function listKeptEvents(db: Pick<Db, 'client'>, query: KeptEventQuery): Promise<EventDto[]> {
  const { service, type, placement, placements, before, except, limit } = query;
  const rows = await db.client.keptEvent.findMany({
    where: {
      service,
      ...(type === undefined ? {} : { type }),
      ...(placement === undefined ? {} : { placement: storableText(placement) }),
      ...(placements === undefined ? {} : { AND: { placement: { in: [...placements] } } }),
      ...(except.length === 0 ? {} : { uid: { notIn: [...except] } }),
      ...(before === undefined
        ? {}
        : {
            OR: [
              { lastSeen: { lt: before.lastSeen } },
              { lastSeen: before.lastSeen, uid: { lt: storableText(before.id) } },
            ],
          }),
    },
    orderBy: [{ lastSeen: 'desc' }, { uid: 'desc' }],
    take: limit,
  });
  return rows.map((row) => ({
    id: row.uid,
    placement: row.placement,
    type: row.type as EventDto['type'],
    reason: row.reason,
    message: row.message,
    object: row.object as EventDto['object'],
    count: row.count,
    firstSeen: row.firstSeen.toISOString(),
    lastSeen: row.lastSeen.toISOString(),
  }));
}
