import type { RegistryEvent } from '@/lib/model';
import type { Db } from './client';
import { CHANNELS } from './listen-notify';

/** The payload of the notification that probe results were written. */
export const PROBES_PAYLOAD = 'probes';

/** The state of one probe; `body` is the state as lib/registry keeps it. */
export interface ProbedRow<Body> {
  readonly key: string;
  readonly body: Body;
}

/** A change of a probe's status, for the timeline; `service` is the name of the timeline. */
export type ProbeEventRow = Pick<RegistryEvent, 'service' | 'instance' | 'kind' | 'sentence' | 'at'>;

export interface ProbedWrite<Body> {
  readonly changed: readonly ProbedRow<Body>[];
  readonly gone: readonly string[];
  readonly events: readonly ProbeEventRow[];
}

/** Keeps changed states and their timeline events, deletes those that are not probed any more, and notifies every process. */
export async function writeProbed<Body>(
  db: Pick<Db, 'transaction'>,
  { changed, gone, events }: ProbedWrite<Body>,
): Promise<void> {
  await db.transaction(async (tx) => {
    if (changed.length > 0) {
      await tx.$executeRaw`
        INSERT INTO registry_probed (key, body, changed_at)
        SELECT key, body, clock_timestamp()
        FROM jsonb_to_recordset(${JSON.stringify(changed)}::jsonb) AS given(key text, body jsonb)
        ON CONFLICT (key) DO UPDATE SET body = EXCLUDED.body, changed_at = EXCLUDED.changed_at`;
    }
    // Without a new index: registrations did not change, so blocking queries must not return.
    if (events.length > 0) {
      await tx.$executeRaw`
        INSERT INTO registry_events (index, service, instance, kind, sentence, at)
        SELECT 0, service, instance, kind, sentence, to_timestamp(at / 1000)
        FROM jsonb_to_recordset(${JSON.stringify(events)}::jsonb)
          AS given(service text, instance text, kind text, sentence text, at float8)`;
    }
    if (gone.length > 0) await tx.registryProbed.deleteMany({ where: { key: { in: [...gone] } } });
    await tx.$executeRaw`SELECT pg_notify(${CHANNELS.registry}, ${PROBES_PAYLOAD})`;
  });
}

/** How long after reading the clock a transaction may become visible. */
const OVERLAP_MS = 5000;

/** States that changed since `since`; all where it is null. Some may be read twice, none is missed. `now` is the `since` of the next call. */
export async function readProbed<Body>(
  db: Pick<Db, 'client'>,
  since: number | null,
): Promise<{ readonly rows: readonly ProbedRow<Body>[]; readonly now: number }> {
  const [clock] = await db.client.$queryRaw<{ now: number }[]>`
    SELECT floor(extract(epoch FROM clock_timestamp()) * 1000)::float8 AS now`;
  const from = since === null ? 0 : since - OVERLAP_MS;
  const rows = await db.client.$queryRaw<ProbedRow<Body>[]>`
    SELECT key, body FROM registry_probed WHERE changed_at >= to_timestamp(${from}::float8 / 1000)`;
  return { rows, now: clock?.now ?? 0 };
}

/** Deletes states that did not change for this long, except those that are still probed. */
export async function pruneProbed(
  db: Pick<Db, 'client'>,
  { before, except }: { readonly before: number; readonly except: readonly string[] },
): Promise<void> {
  await db.client.$executeRaw`
    DELETE FROM registry_probed
    WHERE changed_at < to_timestamp(${before}::float8 / 1000)
      AND NOT key IN (SELECT jsonb_array_elements_text(${JSON.stringify(except)}::jsonb))`;
}

export interface ProbeMinutesRow {
  readonly minute: number;
  readonly entries: Uint8Array;
}

/** Keeps minutes that are over, deletes those before `oldest`, and notifies every process. Does not wait for the disk. */
export async function writeProbeMinutes(
  db: Pick<Db, 'transaction'>,
  { owner, rows, oldest }: { owner: string; rows: readonly ProbeMinutesRow[]; oldest: number },
): Promise<void> {
  const given = rows.map(({ minute, entries }) => ({
    minute,
    entries: Buffer.from(entries).toString('base64'),
  }));
  await db.transaction(async (tx) => {
    await tx.$executeRaw`SET LOCAL synchronous_commit = off`;
    await tx.$executeRaw`
      INSERT INTO registry_probe_minutes (owner, minute, entries)
      SELECT ${owner}, to_timestamp(minute / 1000), decode(entries, 'base64')
      FROM jsonb_to_recordset(${JSON.stringify(given)}::jsonb) AS given(minute float8, entries text)`;
    await tx.$executeRaw`DELETE FROM registry_probe_minutes WHERE minute < to_timestamp(${oldest}::float8 / 1000)`;
    await tx.$executeRaw`SELECT pg_notify(${CHANNELS.registry}, ${PROBES_PAYLOAD})`;
  });
}

export interface ReadProbeMinutesRow extends ProbeMinutesRow {
  readonly id: number;
}

/** Minutes that other processes kept after the row `after`, without those before `oldest`. */
export async function readProbeMinutes(
  db: Pick<Db, 'client'>,
  { after, except, oldest }: { after: number; except: string; oldest: number },
): Promise<readonly ReadProbeMinutesRow[]> {
  return db.client.$queryRaw<ReadProbeMinutesRow[]>`
    SELECT id::float8 AS id, (extract(epoch FROM minute) * 1000)::float8 AS minute, entries
    FROM registry_probe_minutes
    WHERE id > ${after} AND owner <> ${except} AND minute >= to_timestamp(${oldest}::float8 / 1000)
    ORDER BY id`;
}
