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
  /** What views are derived from; nobody else keeps it up to date. */
  readonly picture: Picture;
  /** The table of views; all that there are unless given. */
  readonly views?: readonly View[];
  /** What an actor may see; as lib/policy has it unless given. */
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

/** What moves, for pages and streams. */
export interface Live {
  readonly hub: Hub;
  /** Begins to follow the ground; everything is derived once. */
  start(): void;
  /** Ends all of it: no subscription and no wait is left. */
  stop(): void;
  /** A list topic's rows for a server-rendered page, as they are for the actor. */
  page<T extends ListTopic>(topic: T, actor: Actor): Snapshot<ListRows[T]>;
  /** The row of a detail topic, kept for a while so that the page's stream goes on from it. None: it is not there. */
  page<T extends DetailTopic>(topic: T, actor: Actor): Promise<Snapshot<DetailRow<T>>>;
  /** Sends what the viewer lacks, then what comes. A topic that has no answer is sent as an `error`; the others go on. */
  subscribe(request: SubscribeLive, sink: Sink): Promise<() => void>;
  /** Calls back with what is derived of a topic, whoever looks, in every place; for those that keep it. The return value undoes it. */
  listen(topic: string, listener: DerivedListener): () => void;
  /** How old each cluster's picture is, and what metrics told: the heartbeat of the actor's stream. */
  ages(actor: Actor): WireMessage;
}
