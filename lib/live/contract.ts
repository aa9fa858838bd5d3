import type {
  Actor,
  DetailRow,
  DetailTopic,
  ListRows,
  ListTopic,
  Position,
  Scope,
  Snapshot,
  Topic,
  WireMessage,
} from '@/lib/model';
import type { Picture, View } from '@/lib/views';
import type { DerivedListener } from './engine';
import type { Hub, Sink } from './hub';
import type { Timers } from './timers';

export interface LiveLog {
  error(fields: object, message: string): void;
}

export interface LiveOptions {
  /** What views are derived from. Only this `Live` keeps it up to date. */
  readonly picture: Picture;
  /** The table of views; by default all of lib/views. */
  readonly views?: readonly View[];
  /** What an actor may see; by default `scopeOf` of lib/policy. */
  readonly scopeOf?: (actor: Actor) => Scope;
  /** Names this process start: 1–31 letters, digits, `-` or `_`. */
  readonly epoch: string;
  readonly log: LiveLog;
  readonly timers?: Timers;
}

export interface SubscribeLive {
  readonly topics: readonly Topic[];
  readonly since: Position | null;
  readonly fresh?: readonly Topic[];
  readonly actor: Actor;
}

/** The live rows of all topics, for pages and streams. */
export interface Live {
  readonly hub: Hub;
  /** Subscribes to the ground and derives everything once. */
  start(): void;
  /** Ends all subscriptions and timers. */
  stop(): void;
  /** A list topic's rows for a server-rendered page, as the actor sees them. */
  page<T extends ListTopic>(topic: T, actor: Actor): Snapshot<ListRows[T]>;
  /** The row of a detail topic, kept for some time so that the page's stream can continue from it. No row: it does not exist. */
  page<T extends DetailTopic>(topic: T, actor: Actor): Promise<Snapshot<DetailRow<T>>>;
  /** Sends what the viewer lacks, then each change. A topic that has no answer is sent as an `error`; the others are not affected. */
  subscribe(request: SubscribeLive, sink: Sink): Promise<() => void>;
  /** Calls back with all derived rows of a topic, independent of viewers and scopes, for jobs that store them. The return value unsubscribes. */
  listen(topic: string, listener: DerivedListener): () => void;
  /** The ages of the clusters' pictures and of metrics: the heartbeat of the actor's stream. */
  ages(actor: Actor): WireMessage;
}
