import { KINDS, type AnyObject } from '@/lib/model';
import { createStore, type Store } from '@/lib/store';

export const NOW = '2026-03-12T03:14:00Z';

/** A store with clusters that are live and completely read, whose objects a test adds and removes. */
export function testWorld(clusters: readonly string[] = ['eu']) {
  const store: Store = createStore({
    freeze: true,
    onError: (error) => {
      throw error;
    },
  });
  const world = {
    store,
    writer: (cluster = 'eu') => store.writer(cluster, NOW),
    put: (cluster: string, ...objects: readonly AnyObject[]): void => {
      for (const object of objects) store.writer(cluster, NOW).upsert(object.kind, object, NOW);
    },
    take: (cluster: string, ...objects: readonly AnyObject[]): void => {
      for (const { kind, metadata } of objects) store.writer(cluster, NOW).remove(kind, metadata, NOW);
    },
    live: (cluster: string): void => {
      const writer = store.writer(cluster, NOW);
      writer.setInfo({
        name: cluster,
        uid: `uid-${cluster}`,
        server: `https://${cluster}.example:6443`,
        contexts: [cluster],
        provider: null,
        region: null,
        version: 'v1.36.3',
      });
      writer.setReach({ state: 'live', observedAt: NOW, reason: null }, NOW);
      for (const kind of KINDS) writer.setKindState(kind, { state: 'live', reason: null }, NOW);
    },
  };
  for (const cluster of clusters) world.live(cluster);
  return world;
}
