import type { Kind } from '@/lib/model';
import type { Frame } from './frames';

export interface ListPage {
  readonly items: readonly unknown[];
  readonly resourceVersion: string;
  /** Token of the next page; empty on the last one. */
  readonly next: string;
}

/** The requests that a reflector sends to an API server. Each throws KubeFailure. */
export interface KubeSource {
  list(kind: Kind, page: { next: string; signal: AbortSignal }): Promise<ListPage>;
  /**
   * Opens a watch; resolves when the server has accepted it. Each item holds the frames that one chunk completed,
   * possibly none. The iteration ends when the server ends the stream, and throws when the connection breaks or
   * `signal` aborts.
   */
  watch(kind: Kind, from: WatchFrom): Promise<AsyncIterable<readonly Frame[]>>;
}

export interface WatchFrom {
  readonly resourceVersion: string;
  readonly timeoutSeconds: number;
  readonly signal: AbortSignal;
}
