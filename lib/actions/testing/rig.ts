import { createClusters, loadContexts, type Clusters } from '@/lib/cluster';
import { configSchema } from '@/lib/model';
import { createStore, type Store } from '@/lib/store';
import type { ActionLog } from '../context';

/** Watches the clusters of a kubeconfig and writes to them, as the product does. */
export interface Rig {
  readonly store: Store;
  readonly clusters: Clusters;
  readonly log: ActionLog & { readonly lines: string[] };
  /** Resolves when every cluster answered and its Deployments are read. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

export function createRig(kubeconfig: string): Rig {
  const lines: string[] = [];
  const keep = (level: string) => (fields: object, message: string) =>
    void lines.push(`${level} ${message} ${JSON.stringify(fields)}`);
  const log = { lines, info: keep('info'), warn: keep('warn'), error: keep('error') };
  const store = createStore({ freeze: true, onError: (error) => lines.push(String(error)) });
  const clusters = createClusters({
    contexts: loadContexts({ kubeconfigPaths: [kubeconfig] }).contexts,
    store,
    config: configSchema.parse({}),
    clock: () => new Date(),
    log,
  });
  const isRead = () =>
    store
      .clusters()
      .every((picture) => picture.reach.state === 'live' && picture.kindState('Deployment').state === 'live');
  return {
    store,
    clusters,
    log,
    async start() {
      clusters.start();
      await new Promise<void>((resolve) => {
        if (isRead()) {
          resolve();
          return;
        }
        const unsubscribe = store.subscribe(() => {
          if (!isRead()) return;
          unsubscribe();
          resolve();
        });
      });
    },
    stop: () => clusters.stop(),
  };
}
