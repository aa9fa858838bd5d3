import type { CatalogEntity, CatalogSnapshot, KnownPlacement } from '@/lib/model';
import type { Db, Tx } from './client';
import { keptVerdict } from './kept-verdict';
import { CHANNELS } from './listen-notify';
import { storableJson } from './text';

/** A placement as the clusters show it now. */
export interface SeenPlacement {
  readonly id: string;
  readonly service: {
    readonly id: string;
    readonly name: string;
    readonly source: 'catalog' | 'discovered';
  };
  readonly cluster: string;
  readonly namespace: string;
  /** Kinds and names of its workloads: `Deployment search`. */
  readonly workloads: readonly string[];
}

/** The whole catalog of the database. */
export async function loadCatalog({ client }: Pick<Db, 'client'>): Promise<CatalogSnapshot> {
  const [entities, placements, verdicts] = await Promise.all([
    client.catalogEntity.findMany({ orderBy: { ref: 'asc' }, select: { body: true } }),
    client.placement.findMany({ orderBy: { id: 'asc' }, include: { service: { select: { name: true } } } }),
    client.edgeVerdict.findMany({ orderBy: { edge: 'asc' } }),
  ]);
  return {
    entities: entities.map(({ body }) => body as unknown as CatalogEntity),
    placements: placements.map((row): KnownPlacement => ({
      id: row.id,
      service: row.serviceId,
      serviceName: row.service.name,
      cluster: row.cluster,
      namespace: row.namespace,
      firstSeenAt: row.firstSeenAt.toISOString(),
      vanishedAt: row.vanishedAt?.toISOString() ?? null,
      workloads: row.workloads,
    })),
    verdicts: verdicts.map(keptVerdict),
  };
}

/** Keeps the seen services and placements, and removes their marks as vanished. Notifies every replica. One transaction. */
export async function upsertServicesAndPlacements(
  db: Pick<Db, 'transaction'>,
  seen: readonly SeenPlacement[],
  now: Date,
): Promise<void> {
  if (seen.length === 0) return;
  // The same order in every process, so that two replicas cannot deadlock.
  const sorted = seen.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const services = [...new Map(sorted.map(({ service }) => [service.id, service])).values()];
  services.sort((a, b) => (a.id < b.id ? -1 : 1));
  const placements = sorted.map(({ service, ...placement }) => ({ ...placement, service: service.id }));
  await db.transaction(async (tx) => {
    await tx.$executeRaw`
      INSERT INTO services (id, name, source, first_seen_at, last_seen_at)
      SELECT id, name, source, ${now}, ${now}
      FROM jsonb_to_recordset(${jsonText(services)}::jsonb) AS seen(id text, name text, source text)
      ON CONFLICT (id) DO UPDATE
      SET name = EXCLUDED.name, source = EXCLUDED.source, last_seen_at = EXCLUDED.last_seen_at, vanished_at = NULL`;
    await tx.$executeRaw`
      INSERT INTO placements (id, service_id, cluster, namespace, workloads, first_seen_at, last_seen_at)
      SELECT id, service, cluster, namespace, ARRAY(SELECT jsonb_array_elements_text(workloads)), ${now}, ${now}
      FROM jsonb_to_recordset(${jsonText(placements)}::jsonb)
        AS seen(id text, service text, cluster text, namespace text, workloads jsonb)
      ON CONFLICT (id) DO UPDATE
      SET workloads = EXCLUDED.workloads, last_seen_at = EXCLUDED.last_seen_at, vanished_at = NULL`;
    await notifyCatalog(tx);
  });
}

/** Rows as one JSON text: Prisma would pass a list as a PostgreSQL array. */
function jsonText(rows: readonly object[]): string {
  return JSON.stringify(storableJson(rows));
}

/**
 * Marks placements as gone from their clusters, and services that have none left; an earlier mark is kept. Notifies every replica when
 * anything was marked.
 */
export async function markVanished(
  db: Pick<Db, 'transaction'>,
  ids: readonly string[],
  at: Date,
): Promise<void> {
  if (ids.length === 0) return;
  await db.transaction(async (tx) => {
    const { count } = await tx.placement.updateMany({
      where: { id: { in: [...ids] }, vanishedAt: null },
      data: { vanishedAt: at },
    });
    if (count === 0) return;
    await tx.service.updateMany({
      where: {
        vanishedAt: null,
        placements: { some: { id: { in: [...ids] } }, none: { vanishedAt: null } },
      },
      data: { vanishedAt: at },
    });
    await notifyCatalog(tx);
  });
}

/** Notifies every replica, when the transaction commits, to load the catalog again. */
export async function notifyCatalog(tx: Tx): Promise<void> {
  await tx.$executeRaw`SELECT pg_notify(${CHANNELS.catalog}, '')`;
}

export interface CatalogWatch {
  /** The catalog as last loaded: the same object until it is replaced. */
  snapshot(): CatalogSnapshot;
  /** Loads again now. Rejects when the database does not answer; the old snapshot is kept then. */
  reload(): Promise<void>;
  stop(): void;
}

/** Keeps the catalog in memory and loads it again whenever this process or another changed it. */
export async function watchCatalog(options: {
  readonly db: Pick<Db, 'client' | 'onNotify'>;
  readonly onReload: (snapshot: CatalogSnapshot) => void;
  readonly onError: (error: unknown) => void;
}): Promise<CatalogWatch> {
  const { db, onReload, onError } = options;
  let stopped = false;
  let loading: Promise<void> | null = null;
  let again: Promise<void> | null = null;
  let snapshot: CatalogSnapshot = { entities: [], placements: [] };

  const load = async (): Promise<void> => {
    snapshot = await loadCatalog(db);
    if (!stopped) onReload(snapshot);
  };
  const begin = (): Promise<void> => {
    again = null;
    loading = load().finally(() => {
      loading = null;
    });
    return loading;
  };
  // A running load may have missed the latest change: one more follows, shared by all calls during this one.
  const reload = (): Promise<void> => (loading ? (again ??= loading.then(begin, begin)) : begin());
  const unlisten = db.onNotify('catalog', () => void reload().catch(onError));
  await reload();
  return {
    snapshot: () => snapshot,
    reload,
    stop() {
      stopped = true;
      unlisten();
    },
  };
}
