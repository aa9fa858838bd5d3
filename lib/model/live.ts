import type { Delta, Position, Snapshot, Topic } from './topic';
import type { ReachState } from './picture';
import type { TrafficAge } from './traffic';

/** How old the picture of one cluster is, as the stream's heartbeat sends it. */
export interface ClusterAge {
  readonly state: ReachState;
  readonly observedAt: string | null;
}

/** `event: ages`: every few seconds, with the server's own time so that a tab need not trust its clock. */
export interface AgesMessage {
  readonly epoch: string;
  readonly at: string;
  readonly clusters: Readonly<Record<string, ClusterAge>>;
  /** Of each Prometheus of the settings, by its address; absent where there is none. */
  readonly traffic?: Readonly<Record<string, TrafficAge>>;
}

/** `event: snapshot`: the whole of one topic; it replaces what the tab holds. */
export interface TopicSnapshot<T = unknown> extends Snapshot<T> {
  readonly topic: Topic;
}

/** `event: error`: a topic that cannot be answered (any more), as a sentence for people. */
export interface TopicError {
  /** Null: it is about the stream as a whole. */
  readonly topic: Topic | null;
  readonly code: string;
  readonly sentence: string;
}

/** The messages of the stream, by the name of the server-sent event that carries it. */
export type LiveMessage =
  | { readonly event: 'delta'; readonly data: Delta }
  | { readonly event: 'snapshot'; readonly data: TopicSnapshot }
  | { readonly event: 'ages'; readonly data: AgesMessage }
  | { readonly event: 'error'; readonly data: TopicError };

export const LIVE_EVENTS = ['delta', 'snapshot', 'ages', 'error'] as const;

/** A serialised message. `id` is null for messages that do not change the position (ages, error). */
export interface WireMessage {
  readonly event: (typeof LIVE_EVENTS)[number];
  readonly id: string | null;
  readonly data: string;
}

/** `epoch:seq`, as written in `id:` lines, in `Last-Event-ID` and in `since=`. */
export function formatPosition(position: Position): string {
  return `${position.epoch}:${position.seq}`;
}

/** The position that a text names; null for any other text (the client then gets a snapshot). */
export function parsePosition(text: string | null | undefined): Position | null {
  const match = /^([\w-]{1,64}):(\d{1,15})$/.exec(text ?? '');
  return match?.[1] !== undefined && match[2] !== undefined
    ? { epoch: match[1], seq: Number(match[2]) }
    : null;
}

/** Topics that are lists; the others hold one thing each. */
export const LIST_TOPICS = [
  'services',
  'health',
  'rollouts',
  'clusters',
  'changes',
  'now',
  'topology',
  'registry',
] as const;

/** The topic that a text names; null when no topic has that name. */
export function parseTopic(text: string): Topic | null {
  if ((LIST_TOPICS as readonly string[]).includes(text)) return text as Topic;
  return /^(service|change|registry):.{1,600}$/.test(text) ? (text as Topic) : null;
}

/** The key of a row, by its topic: `name` of a cluster, `placement` of a problem, `now`, kind and id where rows are of several kinds, else `id`. */
export function rowKey(topic: Topic, row: unknown): string {
  if (topic === 'now') return 'now';
  const field = topic === 'clusters' ? 'name' : topic === 'health' ? 'placement' : 'id';
  const key = typeof row === 'object' && row !== null ? (row as Record<string, unknown>)[field] : undefined;
  if (typeof key !== 'string') throw new TypeError(`a row of topic ${topic} has no ${field}`);
  return hasKinds(topic) ? `${kindOf(topic, row)}:${key}` : key;
}

/** Whether the rows of a topic are of several kinds. */
function hasKinds(topic: Topic): boolean {
  return topic === 'registry' || topic.startsWith('registry:') || topic.startsWith('service:');
}

function kindOf(topic: Topic, row: unknown): string {
  const { kindOfRow } = row as { readonly kindOfRow?: unknown };
  if (typeof kindOfRow !== 'string') throw new TypeError(`a row of topic ${topic} has no kindOfRow`);
  return kindOfRow;
}
