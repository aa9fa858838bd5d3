import {
  NOTHING_PROBED,
  NOTHING_REGISTERED,
  type CatalogSnapshot,
  type Clock,
  type EnvironmentRule,
  type ProbePicture,
  type RegisteredPicture,
  type TrafficAge,
  type World,
} from '@/lib/model';
import type { RecentChanges, WorldContext } from './context';
import { PlacementViews } from './placement-views';
import { RegistryTruth } from './registry/truth';
import { createServiceIndex } from './service-index';
import type { TrafficReading } from '@/lib/derive/topology/observed/reading';
import type { StatusBegin } from './status-since';
import { TopologyMap } from './topology-map';

export interface WorldContextOptions {
  readonly world: World;
  readonly catalog: () => CatalogSnapshot;
  readonly environments: readonly EnvironmentRule[];
  readonly identityLabels: readonly string[];
  readonly changes: RecentChanges;
  readonly now: Clock;
  /** What reports itself; nothing unless given. */
  readonly registered?: RegisteredPicture;
  /** What Pilothouse heard where it asked; nothing unless given. */
  readonly probed?: ProbePicture;
  /** Told of a derivation that threw, with the placement's id. */
  readonly onError: (error: unknown, placement: string) => void;
  /** Statuses as the database last kept them: since when, where no object tells. */
  readonly kept?: ReadonlyMap<string, StatusBegin>;
  /** What metrics told last of who calls whom; nothing where no Prometheus is set. */
  readonly traffic?: TrafficSource;
}

export interface TrafficSource {
  /** The same array until something was read. */
  readonly readings: () => readonly TrafficReading[];
  readonly ages: () => Readonly<Record<string, TrafficAge>>;
}

const NO_READINGS: readonly TrafficReading[] = [];
const NO_TRAFFIC: TrafficSource = { readings: () => NO_READINGS, ages: () => ({}) };

/** Makes what the in-memory reads stand on. Whoever feeds the index from the world's batches is lib/live. */
export function createWorldContext(options: WorldContextOptions): WorldContext {
  const { world, catalog, environments, identityLabels, changes, now, onError, kept } = options;
  const { traffic = NO_TRAFFIC, registered = NOTHING_REGISTERED, probed = NOTHING_PROBED } = options;
  const index = createServiceIndex({ world, catalog, identityLabels });
  const views = new PlacementViews({ index, environments, now, onError, kept });
  const topology = new TopologyMap({ world, index, views, catalog, traffic: traffic.readings, now });
  const registry = new RegistryTruth({ world, index, views, catalog, registered, probed, now, onError });
  const derived = { index, views, topology, registry };
  return {
    world,
    ...derived,
    registered,
    probed,
    catalog,
    environments,
    changes,
    trafficAges: traffic.ages,
    now,
  };
}
