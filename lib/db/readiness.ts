import type { Clock, Readiness } from '@/lib/model';
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

/** Writes the counts that differ from the last ones kept of their placement. At most one for each placement in one call. */
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

/** The counts of a placement from `from` on, oldest first; the first one is the last from before `from`. */
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

/** The counts of every placement from `from` on, as in `listReadiness`, in one query for all. */
export async function listAllReadiness(
  db: Pick<Db, 'client'>,
  from: Date,
): Promise<ReadonlyMap<string, Readiness['points']>> {
  // As one JSON text: twenty thousand rows would block the event loop for a second.
  const [row] = await db.client.$queryRaw<{ kept: string | null }[]>`
    WITH points AS (
      (SELECT DISTINCT ON (placement) placement, at, ready, desired FROM readiness WHERE at <= ${from}
        ORDER BY placement, at DESC)
      UNION ALL
      SELECT placement, at, ready, desired FROM readiness WHERE at > ${from}
    ), lists AS (
      SELECT placement, json_agg(json_build_array(
        to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), ready, desired) ORDER BY at) AS list
      FROM points GROUP BY placement
    )
    SELECT json_agg(json_build_array(placement, list))::text AS kept FROM lists`;
  const kept = JSON.parse(row?.kept ?? '[]') as (readonly [
    string,
    readonly (readonly [string, number, number])[],
  ])[];
  return new Map(
    kept.map(([placement, list]) => [
      placement,
      list.map(([at, ready, desired]) => ({ at, ready, desired })),
    ]),
  );
}

/** The counts of every placement in a period. */
export interface ReadinessSpan {
  readonly from: Date;
  readonly to: Date;
  /** By placement, oldest first. */
  readonly points: ReadonlyMap<string, Readiness['points']>;
}

const DAY_MS = 86_400_000;
/** A process queries its database at most this often, however many readers there are. */
const KEPT_MS = 30_000;

/** Returns the counts of the last day, at most 30 s old. Callers that wait for a read that fails get its error; the next call reads again. */
export function createDayReadiness(db: Pick<Db, 'client'>, now: Clock): () => Promise<ReadinessSpan> {
  let held: { readonly at: number; readonly answer: Promise<ReadinessSpan> } | null = null;
  const read = async (to: Date): Promise<ReadinessSpan> => {
    const from = new Date(to.getTime() - DAY_MS);
    return { from, to, points: await listAllReadiness(db, from) };
  };
  return () => {
    const to = now();
    const at = to.getTime();
    if (held !== null && at - held.at < KEPT_MS) return held.answer;
    const answer = read(to);
    const mine = { at, answer };
    held = mine;
    answer.catch(() => {
      if (held === mine) held = null;
    });
    return answer;
  };
}
