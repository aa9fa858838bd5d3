import type { ServingRevision } from '@/lib/model';
import type { Db, Tx } from './client';
import { storableJson } from './text';

/** A record is not continued over a longer time than this without a sighting. */
export const UNSEEN_SECONDS_MAX = 660;

/** The revision of a workload that a process saw as Complete and Healthy. */
export interface SeenTemplate {
  readonly cluster: string;
  readonly namespace: string;
  readonly kind: string;
  readonly name: string;
  readonly workloadUid: string;
  /** Null: no revision was. */
  readonly revision: ServingRevision | null;
  /** ISO 8601. */
  readonly seenAt: string;
}

/** A time in which a revision of a workload was Complete and Healthy without a gap. */
export interface HealthyTemplate {
  readonly revision: ServingRevision;
  readonly from: Date;
  /** Null: it has not ended, as far as it was seen. */
  readonly until: Date | null;
  readonly seenAt: Date;
}

/** An advisory lock, held to the end of the transaction, as each compares with what the one before it wrote. */
const RECORD_LOCK = 7_266_007;

/**
 * Writes which template of each workload is Complete and Healthy: a record continues while the same revision is seen again, ends when it
 * is not healthy any more, and ends with its last sighting after `UNSEEN_SECONDS_MAX` without one. At most one for each workload in one call.
 */
export async function recordTemplates(tx: Tx, seen: readonly SeenTemplate[]): Promise<void> {
  if (seen.length === 0) return;
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${RECORD_LOCK}::bigint)`;
  const rows = JSON.stringify(
    storableJson(seen.map(({ revision, ...workload }) => ({ ...workload, ...(revision ?? {}) }))),
  );
  // A sighting from before a record's last one is outdated: it neither ends nor begins a record.
  await tx.$executeRaw`
    UPDATE healthy_templates open
    SET until = CASE WHEN open.seen_at < seen."seenAt" - make_interval(secs => ${UNSEEN_SECONDS_MAX}) THEN open.seen_at
                     ELSE seen."seenAt" END
    FROM jsonb_to_recordset(${rows}::jsonb) AS seen(cluster text, "workloadUid" text, uid text, "seenAt" timestamptz(3))
    WHERE open.cluster = seen.cluster AND open.workload_uid = seen."workloadUid" AND open.until IS NULL
      AND open.seen_at <= seen."seenAt"
      AND (open.revision_uid IS DISTINCT FROM seen.uid
        OR open.seen_at < seen."seenAt" - make_interval(secs => ${UNSEEN_SECONDS_MAX}))`;
  await tx.$executeRaw`
    WITH seen AS (
      SELECT * FROM jsonb_to_recordset(${rows}::jsonb) AS seen(cluster text, namespace text, kind text, name text,
        "workloadUid" text, uid text, "revisionName" text, revision int, "templateHash" text, version text,
        "seenAt" timestamptz(3))
      WHERE uid IS NOT NULL
    ), lasting AS (
      UPDATE healthy_templates open SET seen_at = GREATEST(open.seen_at, seen."seenAt")
      FROM seen
      WHERE open.cluster = seen.cluster AND open.workload_uid = seen."workloadUid" AND open.until IS NULL
      RETURNING open.cluster, open.workload_uid
    )
    INSERT INTO healthy_templates (cluster, namespace, kind, name, workload_uid, revision_uid, revision_name, revision,
      template_hash, version, "from", seen_at)
    SELECT seen.cluster, namespace, kind, name, "workloadUid", uid, "revisionName", revision, "templateHash", version,
      "seenAt", "seenAt"
    FROM seen
    WHERE NOT EXISTS (
      SELECT 1 FROM lasting WHERE lasting.cluster = seen.cluster AND lasting.workload_uid = seen."workloadUid"
    )`;
}

/** The times in which revisions of a workload were Complete and Healthy after `from`, newest first. */
export async function listHealthyTemplates(
  db: Pick<Db, 'client'>,
  {
    cluster,
    workloadUid,
    from,
  }: { readonly cluster: string; readonly workloadUid: string; readonly from: Date },
): Promise<HealthyTemplate[]> {
  const rows = await db.client.healthyTemplate.findMany({
    where: { cluster, workloadUid, OR: [{ until: null }, { until: { gt: from } }] },
    orderBy: { id: 'desc' },
  });
  return rows.map(({ revisionUid, revisionName, revision, templateHash, version, ...row }) => ({
    revision: { uid: revisionUid, revisionName, revision, templateHash, version },
    from: row.from,
    until: row.until,
    seenAt: row.seenAt,
  }));
}
