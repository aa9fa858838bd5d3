import type {
  CatalogSnapshot,
  ChangeSummary,
  Clock,
  EnvironmentRule,
  ProbePicture,
  TrafficAge,
  RegisteredPicture,
  World,
} from '@/lib/model';
import type { PlacementViews } from './placement-views';
import type { RegistryTruth } from './registry/truth';
import type { ServiceIndex } from './service-index';
import type { TopologyMap } from './topology-map';

/** The latest Changes as this process knows them, newest first; kept by lib/live from the database's notifications. */
export interface RecentChanges {
  list(): readonly ChangeSummary[];
}

/** What the in-memory reads stand on. None of them reads a cluster or the database. */
export interface WorldContext {
  readonly world: World;
  readonly index: ServiceIndex;
  readonly views: PlacementViews;
  readonly topology: TopologyMap;
  readonly registered: RegisteredPicture;
  /** What Pilothouse heard where it asked instances itself. */
  readonly probed: ProbePicture;
  readonly registry: RegistryTruth;
  readonly catalog: () => CatalogSnapshot;
  readonly environments: readonly EnvironmentRule[];
  readonly changes: RecentChanges;
  /** How old the traffic is that each Prometheus of the settings told, by its address. */
  readonly trafficAges: () => Readonly<Record<string, TrafficAge>>;
  readonly now: Clock;
}
