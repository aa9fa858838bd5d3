import {
  EMPTY_CATALOG,
  NOTHING_PROBED,
  NOTHING_REGISTERED,
  type CatalogSnapshot,
  type ChangeSummary,
  type Clock,
  type EnvironmentRule,
  type ProbePicture,
  type ProbedService,
  type RegisteredPicture,
  type StoreBatch,
  type TrafficAge,
  type World,
} from '@/lib/model';
import type { TrafficReading } from '@/lib/derive/topology/observed/reading';
import type { KeptChange } from './change-feed';
import { createSource, type Source } from './source';
import type { StatusBegin } from './status-since';

/** The Changes as this process knows them: the latest, newest first, and those that are looked at whole. */
export interface ChangesSource extends Source<readonly ChangeSummary[], ReadonlySet<string>> {
  /**
   * Keeps a Change whole until `stop`, read again whenever it moves; shared by all who look at it. `read` resolves when it was read,
   * and reads it where nothing is kept yet; it rejects when that fails.
   */
  watch(id: string): { readonly read: () => Promise<void>; readonly stop: () => void };
  /** A Change that is looked at; null: there is none of that id, or it was not read yet. */
  kept(id: string): KeptChange | null;
}

/** All that views stand on. Nothing here is derived; whatever moves says so, and its `version` grows. */
export interface Ground {
  readonly world: World;
  readonly catalog: Source<CatalogSnapshot>;
  readonly environments: Source<readonly EnvironmentRule[]>;
  readonly changes: ChangesSource;
  /** What reports itself; it counts its own versions (`index`). */
  readonly registered: RegisteredPicture;
  /** What Pilothouse heard where it asked instances itself. */
  readonly probed: ProbePicture;
  /** What metrics told last of who calls whom. */
  readonly traffic: Source<readonly TrafficReading[]>;
  /** How old that is, by the address of each Prometheus of the settings. */
  readonly trafficAges: () => Readonly<Record<string, TrafficAge>>;
  /** Statuses as the database last kept them: since when, where no object tells. */
  readonly kept: Source<ReadonlyMap<string, StatusBegin>>;
  readonly now: Clock;
}

/** One move of the ground. */
export type GroundMove =
  | { readonly of: 'world'; readonly batch: StoreBatch }
  | { readonly of: 'changes'; readonly ids: ReadonlySet<string> }
  | { readonly of: 'registered'; readonly services: readonly string[] }
  | { readonly of: 'probed'; readonly services: readonly ProbedService[] }
  | { readonly of: 'catalog' | 'environments' | 'traffic' };

/** Subscribes to everything that the ground consists of: the only place that does. The return value undoes all of it. */
export function followGround(ground: Ground, listener: (move: GroundMove) => void): () => void {
  const undo = [
    ground.world.subscribe((batch) => listener({ of: 'world', batch })),
    ground.catalog.subscribe(() => listener({ of: 'catalog' })),
    ground.environments.subscribe(() => listener({ of: 'environments' })),
    ground.changes.subscribe((ids) => listener({ of: 'changes', ids })),
    ground.registered.subscribe((services) => listener({ of: 'registered', services })),
    ground.probed.subscribe((services) => listener({ of: 'probed', services })),
    ground.traffic.subscribe(() => listener({ of: 'traffic' })),
  ];
  return () => {
    for (const one of undo) one();
  };
}

/** A ground of what is given; what is left out is empty and never moves. */
export function createGround(given: Pick<Ground, 'world' | 'now'> & Partial<Ground>): Ground {
  return {
    catalog: createSource<CatalogSnapshot>(EMPTY_CATALOG),
    environments: createSource<readonly EnvironmentRule[]>([]),
    changes: NO_CHANGES,
    registered: NOTHING_REGISTERED,
    probed: NOTHING_PROBED,
    traffic: createSource<readonly TrafficReading[]>([]),
    trafficAges: () => ({}),
    kept: createSource<ReadonlyMap<string, StatusBegin>>(new Map()),
    ...given,
  };
}

const NONE: readonly ChangeSummary[] = [];
const NO_CHANGES: ChangesSource = {
  version: 0,
  current: () => NONE,
  subscribe: () => () => undefined,
  watch: () => ({ read: () => Promise.resolve(), stop: () => undefined }),
  kept: () => null,
};
