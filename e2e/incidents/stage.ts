import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { startControlPlane, type ControlPlane } from '../cluster/control-plane';
import { openRawApi, type RawApi } from '../cluster/raw-api';
import { createApi, type Api } from '../real/api';
import { startProduct, type Product } from '../real/product';
import { startMetricsApi, type MetricsApi } from './metrics-api';

/** What incidents are played on: a control plane with one node that can be lost, and Pilothouse that watches it. */
export interface Stage {
  readonly cluster: ControlPlane;
  readonly raw: RawApi;
  readonly metrics: MetricsApi;
  readonly product: Product;
  readonly api: Api;
  stop(): Promise<void>;
}

export const CLUSTER = 'shop';

/** The Environment of the incident of this number, counted from 1: the page is narrowed to it by `/?environment=incident-3`. */
export function environmentName(number: number): string {
  return `incident-${number}`;
}

/** Starts all of it; `namespaces` are those of the incidents, each an Environment without approvals. */
export async function openStage(
  namespaces: readonly string[],
  onProgress: (line: string) => void = () => undefined,
): Promise<Stage> {
  const ends: (() => Promise<unknown>)[] = [];
  const stop = async (): Promise<void> => {
    for (const end of ends.splice(0).reverse()) await end();
  };
  try {
    const cluster = await startControlPlane({ name: CLUSTER, mortalNode: true, onProgress });
    ends.push(() => cluster.stop());
    const raw = await openRawApi(cluster.kubeconfig);
    ends.push(() => {
      raw.close();
      return Promise.resolve();
    });
    const metrics = await startMetricsApi(cluster, raw);
    ends.push(() => metrics.stop());
    const config = join(cluster.folder, 'pilothouse.yaml');
    await writeFile(config, settings(namespaces));
    ends.push(() => rm(config, { force: true }));
    const product = await startProduct({
      kubeconfig: cluster.kubeconfig,
      env: { PILOTHOUSE_CONFIG: config },
    });
    ends.push(() => product.stop());
    onProgress(`Pilothouse is at ${product.url}`);
    return { cluster, raw, metrics, product, api: createApi(product), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function settings(namespaces: readonly string[]): string {
  return stringify({
    environments: namespaces.map((namespace, index) => ({
      name: environmentName(index + 1),
      title: `Incident ${index + 1}`,
      match: [{ namespace }],
      policy: { approvals: 0 },
    })),
  });
}
