import type { ClusterPicture, StoreBatch, World } from '@/lib/model';
import { StoredPicture } from './picture';
import { createWriter, type ClusterWriter } from './writer';

export interface StoreOptions {
  /** Freezes every object deeply, so that a reader that modifies one throws: for development and tests. */
  readonly freeze?: boolean;
  /** Events kept for one object that they regard; 50 by default. The one that arrived longest ago is dropped first. */
  readonly eventsPerObjectMax?: number;
  /** Events kept for one cluster; 20,000 by default. */
  readonly eventsPerClusterMax?: number;
  /** Called with what a subscriber threw; the other subscribers and the writer go on. */
  readonly onError?: (error: unknown) => void;
}

/** The world, and the writers of its pictures. Only lib/cluster writes. */
export interface Store extends World {
  /**
   * The writer of a cluster. A cluster that is not in the store yet is added: `connecting` since `since` (ISO 8601), its kinds `listing`.
   * There is one writer for each cluster: a second call returns the same one.
   */
  writer(cluster: string, since: string): ClusterWriter;
}

/** An empty store: a pure data structure, without clock and I/O. */
export function createStore(options: StoreOptions = {}): Store {
  const writers = new Map<string, ClusterWriter>();
  const listeners = new Set<(batch: StoreBatch) => void>();
  let pictures: readonly ClusterPicture[] = [];

  const publish = (batch: StoreBatch): void => {
    for (const listener of [...listeners]) {
      try {
        listener(batch);
      } catch (error) {
        options.onError?.(error);
      }
    }
  };
  const settle = (): void => {
    pictures = Object.freeze([...writers.values()].map((writer) => writer.picture));
  };
  const open = (cluster: string, since: string): ClusterWriter => {
    const writer = createWriter({
      picture: new StoredPicture(cluster, since),
      bounds: {
        perObjectMax: options.eventsPerObjectMax ?? 50,
        perClusterMax: options.eventsPerClusterMax ?? 20_000,
      },
      freeze: options.freeze ?? false,
      publish,
      forget() {
        writers.delete(cluster);
        settle();
      },
    });
    writers.set(cluster, writer);
    settle();
    publish({ objects: [], clusters: [cluster] });
    return writer;
  };
  return {
    writer: (cluster, since) => writers.get(cluster) ?? open(cluster, since),
    clusters: () => pictures,
    cluster: (name) => writers.get(name)?.picture,
    subscribe(listener) {
      // A function for each subscription, so that the same listener can subscribe twice.
      const own = (batch: StoreBatch): void => listener(batch);
      listeners.add(own);
      return () => {
        listeners.delete(own);
      };
    },
  };
}
