import type { Db, Tx } from './client';

/** Heartbeats of 256 checks as one process received them: little-endian 32-bit ages in ms at `through`; all bits set: none. */
export interface BeatsPage {
  readonly page: number;
  readonly ages: Uint8Array;
}

export interface FlushedPage extends BeatsPage {
  readonly owner: string;
  /** The time from which the ages count back. */
  readonly through: number;
}

/** A process that receives heartbeats, and the time up to which all of them are in the database. */
export interface BeatsReplica {
  readonly owner: string;
  readonly through: number;
}

/**
 * Keeps the heartbeats that a process received up to `through`. Does not wait for the disk: a crash of the machine may lose the last of
 * them, as it does those that were not flushed yet.
 */
export async function flushBeats(
  db: Pick<Db, 'transaction'>,
  { owner, through, pages }: { owner: string; through: number; pages: readonly BeatsPage[] },
): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.$executeRaw`SET LOCAL synchronous_commit = off`;
    await writePages(tx, { owner, through, pages });
    await tx.$executeRaw`
      INSERT INTO registry_replicas (owner, through) VALUES (${owner}, to_timestamp(${through}::float8 / 1000))
      ON CONFLICT (owner) DO UPDATE SET through = EXCLUDED.through`;
  });
}

async function writePages(
  tx: Tx,
  { owner, through, pages }: { owner: string; through: number; pages: readonly BeatsPage[] },
): Promise<void> {
  if (pages.length === 0) return;
  const rows = pages.map(({ page, ages }) => ({ page, ages: Buffer.from(ages).toString('base64') }));
  await tx.$executeRaw`
    INSERT INTO registry_beats (owner, page, through, ages)
    SELECT ${owner}, page, to_timestamp(${through}::float8 / 1000), decode(ages, 'base64')
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS given(page int, ages text)
    ON CONFLICT (owner, page) DO UPDATE SET through = EXCLUDED.through, ages = EXCLUDED.ages`;
}

/**
 * Pages that other processes flushed since they were last read, and all processes that receive heartbeats.
 *
 * @param known For each other process, the time up to which its pages were read.
 */
export async function readBeats(
  db: Pick<Db, 'client'>,
  { except, known }: { readonly except: string; readonly known: ReadonlyMap<string, number> },
): Promise<{ pages: FlushedPage[]; replicas: BeatsReplica[] }> {
  // Processes first, then pages: the pages that a process says it has flushed are then among those that are read.
  const replicas = await db.client.$queryRaw<BeatsReplica[]>`
    SELECT owner, round(extract(epoch FROM through) * 1000)::float8 AS through
    FROM registry_replicas WHERE owner <> ${except}`;
  const held = JSON.stringify([...known].map(([owner, through]) => ({ owner, through })));
  const pages = await db.client.$queryRaw<FlushedPage[]>`
    SELECT b.owner, b.page, round(extract(epoch FROM b.through) * 1000)::float8 AS through, b.ages
    FROM registry_beats b
    LEFT JOIN jsonb_to_recordset(${held}::jsonb) AS known(owner text, through float8) ON known.owner = b.owner
    WHERE b.owner <> ${except}
      AND (known.owner IS NULL OR b.through > to_timestamp((known.through + 0.5) / 1000))`;
  return { pages, replicas };
}

/** Deletes processes with their pages, whose heartbeats the caller has flushed as its own. */
export async function forgetReplicas(db: Pick<Db, 'transaction'>, owners: readonly string[]): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.registryBeats.deleteMany({ where: { owner: { in: [...owners] } } });
    await tx.registryReplica.deleteMany({ where: { owner: { in: [...owners] } } });
  });
}

/** Deletes a process; its pages are kept until others have read them. */
export async function leaveReplicas(db: Pick<Db, 'client'>, owner: string): Promise<void> {
  await db.client.registryReplica.deleteMany({ where: { owner } });
}
