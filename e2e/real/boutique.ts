import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startControlPlane, type ControlPlane } from '../cluster/control-plane';
import type { User } from '../cluster/settings';
import { onlineBoutique } from '../fixtures';
import type { ChangeTarget } from '@/lib/model';
import { createApi, type Api } from './api';
import { startProduct, type Product } from './product';

/** Its name holds no word of an environment, so no approval is required. */
export const CLUSTER = 'boutique';

/** What Online Boutique runs, by name. */
export const SERVICES = [
  'adservice',
  'cartservice',
  'checkoutservice',
  'currencyservice',
  'emailservice',
  'frontend',
  'loadgenerator',
  'paymentservice',
  'productcatalogservice',
  'recommendationservice',
  'redis-cart',
  'shippingservice',
] as const;
export type ServiceName = (typeof SERVICES)[number];

/** The id of one of its services: no label of it names an identity, so each is the workload in its namespace. */
export function idOf(name: ServiceName, cluster = CLUSTER): string {
  return `${name}~default~${cluster}`;
}

export function deployment(name: ServiceName, cluster = CLUSTER): ChangeTarget {
  return { cluster, namespace: 'default', kind: 'Deployment', name };
}

/** A control plane on which Online Boutique has rolled out. */
export async function startBoutiqueCluster(
  name = CLUSTER,
  manifest = onlineBoutique(),
): Promise<ControlPlane> {
  const cluster = await startControlPlane({ name, onProgress: console.log });
  try {
    await cluster.apply(manifest);
    await cluster.kubectl(['wait', 'deployments', '--all', '--for=condition=Available', '--timeout=120s']);
    return cluster;
  } catch (error) {
    await cluster.stop();
    throw error;
  }
}

export interface Boutique {
  readonly cluster: ControlPlane;
  readonly product: Product;
  readonly api: Api;
  stop(): Promise<void>;
}

export interface BoutiqueOptions {
  readonly user?: User;
  /** The file of PILOTHOUSE_CONFIG, as YAML or JSON. */
  readonly config?: string;
  /** The file with the shop; `onlineBoutique()` by default. */
  readonly manifest?: string;
}

/** Online Boutique on a control plane of its own, and Pilothouse that watches it as `user`. */
export async function openBoutique({
  user = 'admin',
  config,
  manifest,
}: BoutiqueOptions = {}): Promise<Boutique> {
  const cluster = await startBoutiqueCluster(CLUSTER, manifest);
  const settings = config === undefined ? null : await settingsFile(config);
  try {
    const env: Record<string, string> = settings === null ? {} : { PILOTHOUSE_CONFIG: settings.file };
    const product = await startProduct({ kubeconfig: cluster.kubeconfigOf(user), env });
    const stop = async (): Promise<void> => {
      // The product stops first: its behaviour without the cluster is tested elsewhere.
      await product.stop().finally(() => cluster.stop());
      await settings?.remove();
    };
    return { cluster, product, api: createApi(product), stop };
  } catch (error) {
    await cluster.stop();
    throw error;
  }
}

async function settingsFile(
  config: string,
): Promise<{ readonly file: string; readonly remove: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'pilothouse-settings-'));
  const file = join(folder, 'pilothouse.yaml');
  await writeFile(file, config);
  return { file, remove: () => rm(folder, { recursive: true, force: true }) };
}
