import type {
  Actor,
  ChangeDetail,
  ChangeSummary,
  ClusterSummary,
  MapRow,
  RegistryRow,
  RegistryServiceDetail,
  NowView,
  Problem,
  Position,
  RolloutRow,
  ServiceDetail,
  ServiceSummary,
  Snapshot,
  Topic,
  WireMessage,
} from '@/lib/model';
import type { WorldContext } from '@/lib/views/context';
import type { ChangeFeed } from './change-feed';
import type { Hub, Sink } from './hub';
import type { Timers } from './timers';

export interface LiveLog {
  error(fields: object, message: string): void;
}

export interface LiveOptions {
  readonly context: WorldContext;
  readonly feed: ChangeFeed;
  readonly readChange: (id: string, actor: Actor) => Promise<ChangeDetail>;
  /** Names this process start: 1–64 letters, digits, `-` or `_`. */
  readonly epoch: string;
  readonly log: LiveLog;
  readonly timers?: Timers;
  /** Told when a placement came, went or changed its workloads: the catalog's sync listens. */
  readonly onMembers?: () => void;
  /** Told which placements were derived anew, or are gone, after they were published: what is kept of them listens. */
  readonly onDerived?: (placements: readonly string[]) => void;
}

export interface SubscribeLive {
  readonly topics: readonly Topic[];
  readonly since: Position | null;
  readonly fresh?: readonly Topic[];
  readonly actor: Actor;
}

/** The rows of the topics that are always kept. */
export interface ListRows {
  services: ServiceSummary;
  health: Problem;
  rollouts: RolloutRow;
  clusters: ClusterSummary;
  changes: ChangeSummary;
  now: NowView;
  topology: MapRow;
  registry: RegistryRow;
}

/** What moves, for pages and streams. */
export interface Live {
  readonly hub: Hub;
  /** Begins to follow the world; everything is derived once. */
  start(): void;
  stop(): void;
  /** A list topic's rows for a server-rendered page. */
  page<T extends keyof ListRows>(topic: T, actor?: Actor): Snapshot<ListRows[T]>;
  /** The row of a detail topic, kept for a while so that the page's stream goes on from it. None: it is not there. */
  page(topic: `service:${string}`, actor?: Actor): Promise<Snapshot<ServiceDetail>>;
  page(topic: `registry:${string}`, actor?: Actor): Promise<Snapshot<RegistryServiceDetail>>;
  page(topic: `change:${string}`, actor: Actor): Promise<Snapshot<ChangeDetail>>;
  /** Sends what the viewer lacks, then what comes. A topic that has no answer is told as an `error`; the others go on. */
  subscribe(request: SubscribeLive, sink: Sink): Promise<() => void>;
  /** How old each cluster's picture is, and what metrics told: the heartbeat of every stream. */
  ages(): WireMessage;
  /** The catalog snapshot was replaced. */
  catalogMoved(): void;
  /** What metrics tell of who calls whom was read again. */
  trafficMoved(): void;
  /** A Change moved in the database; null: any may have. */
  changesMoved(id: string | null): Promise<void>;
}
