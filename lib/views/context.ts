import type {
  CatalogSnapshot,
  ChangeSummary,
  Clock,
  EnvironmentRule,
  ProbePicture,
  RegisteredPicture,
  Scope,
  TrafficAge,
  World,
} from '@/lib/model';
import type { PlacementViews } from './placement-views';
import type { RegistryTruth } from './registry/truth';
import type { ServiceIndex } from './service-index';
import type { TopologyMap } from './topology-map';

/** The latest Changes as this process knows them, newest first. */
export interface RecentChanges {
  list(): readonly ChangeSummary[];
}

/**
 * The inputs of views and of reads from memory, for one scope. Indexes and kept views contain all places, whatever the scope, so code that
 * uses them must check `scope`. Nothing here reads a cluster or the database.
 */
export interface WorldContext {
  readonly scope: Scope;
  readonly world: World;
  readonly index: ServiceIndex;
  readonly views: PlacementViews;
  readonly topology: TopologyMap;
  readonly registered: RegisteredPicture;
  /** Results of probes that Pilothouse itself sends. */
  readonly probed: ProbePicture;
  /** The registry as this scope sees it. */
  readonly registry: RegistryTruth;
  readonly catalog: () => CatalogSnapshot;
  readonly environments: () => readonly EnvironmentRule[];
  /** The Changes that this scope sees. */
  readonly changes: RecentChanges;
  /** The age of the traffic of each Prometheus in the settings, by its address. */
  readonly trafficAges: () => Readonly<Record<string, TrafficAge>>;
  readonly now: Clock;
}
