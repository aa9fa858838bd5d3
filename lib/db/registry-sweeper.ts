import type { Db, Tx } from './client';

/** How long a sweeper keeps its right without renewing it. */
const LEASE_SECONDS = 3;
/** After a longer gap than this without a sweeper, heartbeats may have been missed: the gap counts against no instance. */
const GAP_SECONDS = 2;

/**
 * Takes, or keeps, the right to sweep the registry, by the database's clock. Null: another process has it. Otherwise since when there
 * has been a sweeper without a gap, and the database's time.
 */
export async function holdSweeper(
  db: Pick<Db, 'client'>,
  owner: string,
): Promise<{ upSince: number; now: number } | null> {
  const [held] = await db.client.$queryRaw<{ upSince: number; now: number }[]>`
    UPDATE registry_sweeper
    SET owner = ${owner}, until = clock_timestamp() + make_interval(secs => ${LEASE_SECONDS}), swept_at = clock_timestamp(),
        up_since = CASE WHEN swept_at < clock_timestamp() - make_interval(secs => ${GAP_SECONDS})
                        THEN clock_timestamp() ELSE up_since END
    WHERE id = 1 AND (owner = ${owner} OR until < clock_timestamp())
    RETURNING floor(extract(epoch FROM up_since) * 1000)::float8 AS "upSince",
      floor(extract(epoch FROM clock_timestamp()) * 1000)::float8 AS now`;
  return held ?? null;
}

/** Whether a process is the sweeper; called in the transaction of its writes. */
export async function isSweeper(tx: Tx, owner: string): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM registry_sweeper WHERE id = 1 AND owner = ${owner} AND until > clock_timestamp()`;
  return rows.length > 0;
}

/** Releases the right, so that another may take it at once. */
export async function releaseSweeper(db: Pick<Db, 'client'>, owner: string): Promise<void> {
  await db.client.$executeRaw`
    UPDATE registry_sweeper SET owner = '', until = clock_timestamp() WHERE id = 1 AND owner = ${owner}`;
}
