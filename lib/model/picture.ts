import type { Kind, KindMap } from './kube';

/**
 * How Pilothouse reaches a cluster.
 *
 * - `connecting`: no answer yet since the start.
 * - `live`: the last heartbeat was answered.
 * - `stale`: two heartbeats or more were missed; what is shown is the last picture, marked as stale.
 * - `unreachable`: no answer for 60 s, or none ever; health reads Unknown, actions are refused.
 * - `unauthorized`: the server answers, and refuses our credentials.
 * - `invalid`: the context of the kubeconfig cannot be used at all.
 */
export const REACH_STATES = [
  'connecting',
  'live',
  'stale',
  'unreachable',
  'unauthorized',
  'invalid',
] as const;
export type ReachState = (typeof REACH_STATES)[number];

export interface Reach {
  readonly state: ReachState;
  /** When the server last answered; null: never since the start. ISO 8601. */
  readonly observedAt: string | null;
  /** When `state` became what it is. ISO 8601. */
  readonly since: string;
  /** Why it is not live, as a sentence for people; null when it is. */
  readonly reason: string | null;
}

/**
 * What is known of one kind in one cluster.
 *
 * - `listing`: the first list is not complete; `live`; `stale`: its stream is silent or broken and not yet resumed;
 * - `forbidden`: the server refuses list or watch (403); `absent`: the server does not serve this kind (404).
 */
export const KIND_STATES = ['listing', 'live', 'stale', 'forbidden', 'absent'] as const;
export type KindStateName = (typeof KIND_STATES)[number];

export interface KindState {
  readonly state: KindStateName;
  readonly since: string;
  /** The last time that a list ended or the stream said anything (a bookmark counts). */
  readonly observedAt: string | null;
  readonly objects: number;
  /** Objects and frames that could not be read and were skipped. */
  readonly quarantined: number;
  readonly reason: string | null;
}

/** A cluster's name, provider and region; `uid` is that of its kube-system namespace, null until it answered. */
export interface ClusterInfo {
  readonly name: string;
  readonly uid: string | null;
  readonly server: string;
  readonly contexts: readonly string[];
  readonly provider: string | null;
  readonly region: string | null;
  readonly version: string | null;
}

/**
 * The readonly picture of one cluster, as derivations and reads see it. Nothing returned may be modified (it is
 * frozen in development); an object is replaced, never changed, so comparing identities shows whether it changed.
 */
export interface ClusterPicture {
  readonly info: ClusterInfo;
  readonly reach: Reach;
  kindState(kind: Kind): KindState;
  all<K extends Kind>(kind: K): Iterable<KindMap[K]>;
  count(kind: Kind): number;
  get<K extends Kind>(kind: K, namespace: string, name: string): KindMap[K] | undefined;
  byUid(uid: string): KindMap[Kind] | undefined;
  inNamespace<K extends Kind>(kind: K, namespace: string): readonly KindMap[K][];
  /** Objects of a kind whose controller has this uid. */
  controlledBy<K extends Kind>(kind: K, ownerUid: string): readonly KindMap[K][];
  /** Slices of a Service (label `kubernetes.io/service-name`). */
  slicesOf(namespace: string, service: string): readonly KindMap['EndpointSlice'][];
  /** Events that regard one object, newest first, bounded. */
  eventsOf(uid: string): readonly KindMap['Event'][];
  /** Pods on a node. */
  podsOn(node: string): readonly KindMap['Pod'][];
}

/** One object that was added, changed or deleted. `before` absent: added; `after` absent: deleted. */
export interface ObjectChange {
  readonly cluster: string;
  readonly kind: Kind;
  readonly before?: KindMap[Kind];
  readonly after?: KindMap[Kind];
}

/** What changed in the store: objects, and clusters whose reach, kinds or info changed. */
export interface StoreBatch {
  readonly objects: readonly ObjectChange[];
  readonly clusters: readonly string[];
}

/** The read-only side of the store: the pictures of all clusters, and a subscription to their changes. */
export interface World {
  clusters(): readonly ClusterPicture[];
  cluster(name: string): ClusterPicture | undefined;
  /** Calls back synchronously after each write; the return value undoes the subscription. */
  subscribe(listener: (batch: StoreBatch) => void): () => void;
}
