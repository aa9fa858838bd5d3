import type { RowPatch } from './row-patch';

/** The position of a picture: the start of a process (`epoch`) and a count in it (`seq`). Freshness is decided by `seq`, never by clocks. */
export interface Position {
  readonly epoch: string;
  readonly seq: number;
}

/** A topic's whole content at one position. */
export interface Snapshot<T> extends Position {
  readonly items: readonly T[];
}

/** One message of the stream: the rows of one topic that were changed or deleted, by their keys. */
export interface Delta extends Position {
  readonly topic: string;
  readonly upserts: readonly { readonly key: string; readonly value: unknown }[];
  /** By key, patches of rows that the client holds (`patchRow`); not in every topic, and only where there are any. */
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
