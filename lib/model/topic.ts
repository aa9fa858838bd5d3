import type { RowPatch } from './row-patch';

/** Where a picture stands: a process start (`epoch`) and a count in it. Freshness is decided by `seq`, never by clocks. */
export interface Position {
  readonly epoch: string;
  readonly seq: number;
}

/** A topic's whole content at one position. */
export interface Snapshot<T> extends Position {
  readonly items: readonly T[];
}

/** One message of the stream: what is new and what is gone in one topic, keyed as the topic's rows are. */
export interface Delta extends Position {
  readonly topic: string;
  readonly upserts: readonly { readonly key: string; readonly value: unknown }[];
  /** By key, what differs of rows that the reader holds (`patchRow`); not in every topic, and only where there are any. */
  readonly patches?: Readonly<Record<string, RowPatch>>;
  readonly deletes: readonly string[];
}

/**
 * The topics of `GET /api/v1/live` and their row keys: services (id), health (placement: what `GET /api/v1/health` lists), rollouts (id),
 * clusters (name), changes (id), `change:{id}` (one row), now (one row, `now`), topology (id of a box or an edge),
 * registry, `registry:{name}` and `service:{id}` (`kindOfRow`, a colon and the id of the row).
 */
export type Topic =
  | 'services'
  | 'health'
  | 'rollouts'
  | 'clusters'
  | 'changes'
  | 'now'
  | 'topology'
  | 'registry'
  | `registry:${string}`
  | `service:${string}`
  | `change:${string}`;
