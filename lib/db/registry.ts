import type { RegistryEvent } from '@/lib/model';
import type { Db, Tx } from './client';
import { CHANNELS } from './listen-notify';
import { storableText } from './text';

/** The row of one instance; `body` is the state as lib/registry keeps it. */
export interface RegisteredRow<Body> {
  readonly service: string;
  readonly instance: string;
  readonly source: string;
  readonly status: string;
  readonly body: Body;
  readonly createIndex: number;
  readonly modifyIndex: number;
}

export interface RegistryLeft {
  readonly service: string;
  readonly instance: string;
  readonly index: number;
}

export interface RegistryEventRow {
  readonly service: string;
  readonly instance: string;
  readonly kind: RegistryEvent['kind'];
  readonly sentence: string;
}

/** The changes that a process at index `since` does not have yet. */
export interface RegistryNews<Body> {
  readonly index: number;
  /** True: these are all rows, not only changes: instances that are missing here are gone. */
  readonly whole: boolean;
  readonly rows: readonly RegisteredRow<Body>[];
  readonly left: readonly RegistryLeft[];
}

/**
 * Waits for the lock of the registry and holds it to the end of the transaction, so that commits are in the order of their indexes in all
 * processes. Returns the current index and the database's time.
 */
export async function lockRegistry(tx: Tx): Promise<{ index: number; now: number }> {
  // The time must be read after the lock was taken.
  const [row] = await tx.$queryRaw<{ index: bigint; now: number }[]>`
    WITH held AS MATERIALIZED (SELECT index FROM registry_state WHERE id = 1 FOR UPDATE)
    SELECT index, floor(extract(epoch FROM clock_timestamp()) * 1000)::float8 AS now FROM held`;
  if (row === undefined) throw new Error('registry_state has no row: the database was not migrated.');
  return { index: Number(row.index), now: row.now };
}

/** The changes after `since`; all rows where events since then were deleted already. */
export async function readRegistryNews<Body>(
  tx: Tx | Db['client'],
  since: number | null,
): Promise<RegistryNews<Body>> {
  const [state] = await tx.$queryRaw<{ index: bigint; forgotten: bigint }[]>`
    SELECT index, forgotten_index AS forgotten FROM registry_state WHERE id = 1`;
  if (state === undefined) throw new Error('registry_state has no row: the database was not migrated.');
  const index = Number(state.index);
  if (since === index) return { index, whole: false, rows: [], left: [] };
  const whole = since === null || since > index || since < Number(state.forgotten);
  const after = whole ? 0 : since;
  const rows = await tx.$queryRaw<RegisteredRow<Body>[]>`
    SELECT service, instance, source, status, body, create_index::float8 AS "createIndex", modify_index::float8 AS "modifyIndex"
    FROM registry_instances WHERE modify_index > ${after} ORDER BY modify_index`;
  // An instance that left and was registered again has not left.
  const left = await tx.$queryRaw<RegistryLeft[]>`
    SELECT service, instance, max(index)::float8 AS index FROM registry_events e
    WHERE kind = 'left' AND index > ${after}
      AND NOT EXISTS (SELECT 1 FROM registry_instances i WHERE i.service = e.service AND i.instance = e.instance)
    GROUP BY service, instance`;
  return { index, whole, rows, left };
}

export interface RegistryWrite<Body> {
  readonly index: number;
  readonly at: number;
  readonly upserts: readonly RegisteredRow<Body>[];
  readonly removed: readonly { readonly service: string; readonly instance: string }[];
  readonly events: readonly RegistryEventRow[];
}

/** Writes a batch under the lock of `lockRegistry`, sets the index, and notifies every process when it is committed. */
export async function writeRegistry<Body>(tx: Tx, write: RegistryWrite<Body>): Promise<void> {
  const { index, at, upserts, removed, events } = write;
  if (upserts.length > 0) {
    await tx.$executeRaw`
      INSERT INTO registry_instances (service, instance, source, status, body, create_index, modify_index)
      SELECT service, instance, source, status, body, "createIndex", "modifyIndex"
      FROM jsonb_to_recordset(${JSON.stringify(upserts)}::jsonb) AS given(service text, instance text, source text, status text,
        body jsonb, "createIndex" bigint, "modifyIndex" bigint)
      ON CONFLICT (service, instance) DO UPDATE
      SET source = EXCLUDED.source, status = EXCLUDED.status, body = EXCLUDED.body,
          create_index = EXCLUDED.create_index, modify_index = EXCLUDED.modify_index`;
  }
  if (removed.length > 0) {
    await tx.$executeRaw`
      DELETE FROM registry_instances i
      USING jsonb_to_recordset(${JSON.stringify(removed)}::jsonb) AS given(service text, instance text)
      WHERE i.service = given.service AND i.instance = given.instance`;
  }
  if (events.length > 0) {
    const storable = events.map((event) => ({ ...event, sentence: storableText(event.sentence) }));
    await tx.$executeRaw`
      INSERT INTO registry_events (index, service, instance, kind, sentence, at)
      SELECT ${index}, service, instance, kind, sentence, to_timestamp(${at}::float8 / 1000)
      FROM jsonb_to_recordset(${JSON.stringify(storable)}::jsonb) AS given(service text, instance text, kind text, sentence text)`;
  }
  await tx.$executeRaw`UPDATE registry_state SET index = ${index} WHERE id = 1`;
  await tx.$executeRaw`SELECT pg_notify(${CHANNELS.registry}, ${`index ${index}`})`;
}

/** The timeline of a service, newest first. */
export async function listRegistryEvents(
  db: Pick<Db, 'client'>,
  { service, limit }: { readonly service: string; readonly limit: number },
): Promise<RegistryEvent[]> {
  const rows = await db.client.registryEvent.findMany({
    where: { service },
    orderBy: { id: 'desc' },
    take: limit,
  });
  return rows.map(({ service, instance, kind, sentence, at }) => ({
    service,
    instance,
    kind: kind as RegistryEvent['kind'],
    sentence,
    at: at.getTime(),
  }));
}

/** Drops events older than a time, and all but the newest `most`; a process whose index is lower than that of a dropped event reads all rows again. */
export async function pruneRegistryEvents(
  db: Pick<Db, 'transaction'>,
  { before, most }: { readonly before: number; readonly most: number },
): Promise<void> {
  await db.transaction(async (tx) => {
    const [dropped] = await tx.$queryRaw<{ forgotten: number | null }[]>`
      WITH dropped AS (
        DELETE FROM registry_events
        WHERE at < to_timestamp(${before}::float8 / 1000)
           OR id <= (SELECT id FROM registry_events ORDER BY id DESC OFFSET ${most} LIMIT 1)
        RETURNING index)
      SELECT max(index)::float8 AS forgotten FROM dropped`;
    if (typeof dropped?.forgotten !== 'number') return;
    await tx.$executeRaw`
      UPDATE registry_state SET forgotten_index = greatest(forgotten_index, ${dropped.forgotten}) WHERE id = 1`;
  });
}
