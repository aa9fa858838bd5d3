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
 * What views and in-memory reads stand on, for one scope. Indexes and kept views hold everything, whatever the scope: whoever answers
 * from them asks `scope`. Nothing here reads a cluster or the database.
 */
export interface WorldContext {
  readonly scope: Scope;
  readonly world: World;
  readonly index: ServiceIndex;
  readonly views: PlacementViews;
  readonly topology: TopologyMap;
  readonly registered: RegisteredPicture;
  /** What Pilothouse heard where it asked instances itself. */
  readonly probed: ProbePicture;
  /** The registry of this scope alone. */
  readonly registry: RegistryTruth;
  readonly catalog: () => CatalogSnapshot;
  readonly environments: () => readonly EnvironmentRule[];
  /** Those of this scope alone. */
  readonly changes: RecentChanges;
  /** How old the traffic is that each Prometheus of the settings told, by its address. */
  readonly trafficAges: () => Readonly<Record<string, TrafficAge>>;
  readonly now: Clock;
}
