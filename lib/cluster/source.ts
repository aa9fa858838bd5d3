import type { Kind } from '@/lib/model';
import type { Frame } from './frames';

export interface ListPage {
  readonly items: readonly unknown[];
  readonly resourceVersion: string;
  /** Token of the next page; empty on the last one. */
  readonly next: string;
}

/** What a reflector asks of an API server: its only edge. Each throws KubeFailure. */
export interface KubeSource {
  list(kind: Kind, page: { next: string; signal: AbortSignal }): Promise<ListPage>;
  /**
   * Opens a watch; resolves when the server has accepted it. Each item is what one chunk completed, possibly nothing. The
   * iteration ends when the server ends the stream, and throws when it breaks or `signal` aborts.
   */
  watch(kind: Kind, from: WatchFrom): Promise<AsyncIterable<readonly Frame[]>>;
}

export interface WatchFrom {
  readonly resourceVersion: string;
  readonly timeoutSeconds: number;
  readonly signal: AbortSignal;
}
