import type { Db } from '@/lib/db/client';
import { markVanished, upsertServicesAndPlacements, type SeenPlacement } from '@/lib/db/catalog';
import type { CatalogSnapshot, Clock, KnownPlacement } from '@/lib/model';
import type { WorldContext } from '@/lib/views';
import { systemAfter, type After } from './after';

/** Changes of the membership within this time are written together: a cluster's first lists come in many steps. */
const GATHER_MS = 1000;
/** The wait after a failed write. */
const RETRY_MS = 5000;

export interface CatalogSyncOptions {
  readonly db: Pick<Db, 'transaction'>;
  readonly index: WorldContext['index'];
  readonly catalog: () => CatalogSnapshot;
  readonly now: Clock;
  readonly onError: (error: unknown) => void;
  /** Calls back after `ms`; the return value cancels. Default: `setTimeout`. */
  readonly after?: After;
}

/** Keeps the services and placements that were seen in the database. */
export interface CatalogSync {
  /**
   * To be called whenever rows of the topic `placements` were derived. Where a placement was added, removed or changed its workloads,
   * the difference is written within a second or two.
   */
  placementsDerived(): void;
  /** Writes the difference now. */
  run(): Promise<void>;
  /** Ends it; resolves when no write is running. */
  stop(): Promise<void>;
}

export function createCatalogSync(options: CatalogSyncOptions): CatalogSync {
  const { db, index, catalog, now, onError, after = systemAfter } = options;
  let cancel: (() => void) | null = null;
  let running: Promise<void> = Promise.resolve();
  let stopped = false;
  /** The last `membersRevision` that was noticed. */
  let seen: number | null = null;

  const write = async (): Promise<void> => {
    const { seen, vanished } = catalogDifference(index, catalog());
    await upsertServicesAndPlacements(db, seen, now());
    await markVanished(db, vanished, now());
  };
  const run = (): Promise<void> => {
    const next = running.then(write);
    running = next.catch(() => undefined);
    return next;
  };
  const schedule = (ms: number): void => {
    if (stopped || cancel !== null) return;
    cancel = after(ms, () => {
      cancel = null;
      run().catch((error: unknown) => {
        onError(error);
        schedule(RETRY_MS);
      });
    });
  };

  return {
    placementsDerived() {
      if (index.membersRevision === seen) return;
      seen = index.membersRevision;
      schedule(GATHER_MS);
    },
    run,
    stop() {
      stopped = true;
      cancel?.();
      return running;
    },
  };
}

/**
 * What the database must still be changed to: placements that are seen, and those that are gone. A placement is gone only where its
 * cluster was read completely and no longer has it, not where a cluster or a kind is unavailable.
 */
export function catalogDifference(
  index: WorldContext['index'],
  { placements }: CatalogSnapshot,
): { readonly seen: readonly SeenPlacement[]; readonly vanished: readonly string[] } {
  const known = new Map(placements.map((placement) => [placement.id, placement]));
  const seen: SeenPlacement[] = [];
  for (const placement of index.allPlacements()) {
    const service = index.service(placement.service);
    if (placement.workloads.size === 0 || !service) continue;
    const workloads = [...placement.workloads].sort().map((key) => key.replace('/', ' '));
    const now: SeenPlacement = {
      id: placement.id,
      service: {
        id: service.id,
        name: service.name,
        source: service.component ? 'catalog' : 'discovered',
      },
      cluster: placement.cluster,
      namespace: placement.namespace,
      workloads,
    };
    if (!isKept(known.get(placement.id), now)) seen.push(now);
  }
  const vanished = placements
    .filter((placement) => placement.vanishedAt === null && index.isAbsenceKnown(placement))
    .filter(({ id }) => (index.placement(id)?.workloads.size ?? 0) === 0)
    .map(({ id }) => id);
  return { seen, vanished };
}

function isKept(known: KnownPlacement | undefined, seen: SeenPlacement): boolean {
  return (
    known !== undefined &&
    known.vanishedAt === null &&
    known.serviceName === seen.service.name &&
    known.workloads.join() === seen.workloads.join()
  );
}
