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
import type { WholeChange } from './change-feed';
import { createSource, type Source } from './source';
import type { StatusBegin } from './status-since';

/** The Changes as this process knows them: the latest, newest first, and those that are viewed, with their plans. */
export interface ChangesSource extends Source<readonly ChangeSummary[], ReadonlySet<string>> {
  /**
   * Keeps a Change with its plan until `stop`, and reads it again whenever it is updated; shared by all viewers. `read` resolves when it
   * was read, and rejects when that fails.
   */
  watch(id: string): { readonly read: () => Promise<void>; readonly stop: () => void };
  /** A Change that is watched; null: there is none of that id, or it was not read yet. */
  kept(id: string): WholeChange | null;
}

/** All inputs of the views. Nothing here is derived; each source notifies its subscribers of a change, and its `version` grows. */
export interface Ground {
  readonly world: World;
  readonly catalog: Source<CatalogSnapshot>;
  readonly environments: Source<readonly EnvironmentRule[]>;
  readonly changes: ChangesSource;
  /** Registered instances; the version is `index`. */
  readonly registered: RegisteredPicture;
  /** Results of probes that Pilothouse itself sends. */
  readonly probed: ProbePicture;
  /** The last readings of metrics about what calls what. */
  readonly traffic: Source<readonly TrafficReading[]>;
  /** Their age, by the address of each Prometheus in the settings. */
  readonly trafficAges: () => Readonly<Record<string, TrafficAge>>;
  /** Statuses as last kept in the database: they give `since` where no object says it. */
  readonly kept: Source<ReadonlyMap<string, StatusBegin>>;
  readonly now: Clock;
}

/** One change of an input. */
export type GroundMove =
  | { readonly of: 'world'; readonly batch: StoreBatch }
  | { readonly of: 'changes'; readonly ids: ReadonlySet<string> }
  | { readonly of: 'registered'; readonly services: readonly string[] }
  | { readonly of: 'probed'; readonly services: readonly ProbedService[] }
  | { readonly of: 'catalog' | 'environments' | 'traffic' };

/** Subscribes to all inputs; no other code does. The return value unsubscribes. */
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

/** A ground of the given inputs; those that are left out are empty and never change. */
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
