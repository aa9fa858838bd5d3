import type { Tx } from './client';

/** How long a process keeps the right to write a cluster's history without renewing it. */
export const HISTORY_LEASE_SECONDS = 15;

/**
 * Takes, or keeps, the right to write the history of these clusters, timed by the database's clock. Replicas see changes at
 * slightly different times: only one of them writes, so that no transition is recorded twice.
 *
 * @returns the clusters of which `owner` writes now.
 */
export async function holdHistoryLeases(
  tx: Tx,
  { clusters, owner }: { readonly clusters: readonly string[]; readonly owner: string },
): Promise<Set<string>> {
  const sorted = [...clusters].sort();
  const held = await tx.$queryRaw<{ cluster: string }[]>`
    INSERT INTO history_leases (cluster, owner, until)
    SELECT cluster, ${owner}, now() + make_interval(secs => ${HISTORY_LEASE_SECONDS})
    FROM unnest(${sorted}::text[]) AS cluster
    ON CONFLICT (cluster) DO UPDATE SET owner = EXCLUDED.owner, until = EXCLUDED.until
    WHERE history_leases.owner = EXCLUDED.owner OR history_leases.until < now()
    RETURNING cluster`;
  return new Set(held.map(({ cluster }) => cluster));
}

/** Releases all leases of an owner, so that another may write at once. */
export async function releaseHistoryLeases(tx: Tx, owner: string): Promise<void> {
  await tx.historyLease.deleteMany({ where: { owner } });
}
