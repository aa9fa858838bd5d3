import type { Readiness } from '@/lib/model';
import type { Db, Tx } from './client';
import { storableJson } from './text';

/** How many pods of a placement were ready at a time. */
export interface SeenReadiness {
  readonly cluster: string;
  readonly placement: string;
  readonly at: string;
  readonly ready: number;
  readonly desired: number;
}

/** Writes the counts that differ from the last ones kept of their placement. At most one a placement in one call. */
export async function recordReadiness(tx: Tx, seen: readonly SeenReadiness[]): Promise<void> {
  if (seen.length === 0) return;
  const rows = JSON.stringify(storableJson(seen));
  await tx.$executeRaw`
    INSERT INTO readiness (placement, at, ready, desired)
    SELECT seen.placement, seen.at, seen.ready, seen.desired
    FROM jsonb_to_recordset(${rows}::jsonb) AS seen(placement text, at timestamptz(3), ready int, desired int)
    LEFT JOIN LATERAL (
      SELECT ready, desired, at FROM readiness WHERE placement = seen.placement ORDER BY at DESC LIMIT 1
    ) last ON true
    WHERE last.at IS NULL
      OR (seen.at >= last.at AND (last.ready, last.desired) IS DISTINCT FROM (seen.ready, seen.desired))
    ON CONFLICT (placement, at) DO UPDATE SET ready = EXCLUDED.ready, desired = EXCLUDED.desired`;
}

/** The counts of a placement from `from` on, oldest first, led by the last that began before it. */
export async function listReadiness(
  db: Pick<Db, 'client'>,
  placement: string,
  from: Date,
): Promise<Readiness['points']> {
  const select = { at: true, ready: true, desired: true } as const;
  const [before, within] = await Promise.all([
    db.client.readinessPoint.findFirst({
      where: { placement, at: { lte: from } },
      orderBy: { at: 'desc' },
      select,
    }),
    db.client.readinessPoint.findMany({
      where: { placement, at: { gt: from } },
      orderBy: { at: 'asc' },
      select,
    }),
  ]);
  return [...(before ? [before] : []), ...within].map(({ at, ...counts }) => ({
    at: at.toISOString(),
    ...counts,
  }));
}

/** The counts of every placement from `from` on, oldest first, each led by the last that began before it; of a thousand placements in one question. */
export async function listAllReadiness(
  db: Pick<Db, 'client'>,
  from: Date,
): Promise<ReadonlyMap<string, Readiness['points']>> {
  const rows = await db.client.$queryRaw<{ placement: string; at: Date; ready: number; desired: number }[]>`
    (SELECT DISTINCT ON (placement) placement, at, ready, desired FROM readiness WHERE at <= ${from}
      ORDER BY placement, at DESC)
    UNION ALL
    SELECT placement, at, ready, desired FROM readiness WHERE at > ${from}
    ORDER BY placement, at`;
  const all = new Map<string, Readiness['points']>();
  for (const { placement, at, ready, desired } of rows) {
    const points = all.get(placement) ?? [];
    points.push({ at: at.toISOString(), ready, desired });
    all.set(placement, points);
  }
  return all;
}
