import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApi } from '../e2e/real/api';
import { startProduct } from '../e2e/real/product';
import type { Figure } from './figure';
import type { BenchCluster } from './bench-cluster';

const STARTS = 3;

/**
 * The time of `npm start` on a migrated database, from the start of the process until `/readyz` answers. Every object of every cluster
 * is in the store by then. The slowest of three starts.
 */
export async function measureStart(cluster: BenchCluster): Promise<Figure> {
  const dataDir = await mkdtemp(join(tmpdir(), 'pilothouse-bench-'));
  try {
    const options = { kubeconfig: cluster.kubeconfig, env: cluster.env, dataDir };
    // Makes the database and its tables.
    await (await startProduct(options)).stop();
    const tookMs: number[] = [];
    let pods = 0;
    for (let start = 0; start < STARTS; start += 1) {
      const product = await startProduct(options);
      try {
        const clusters = await createApi(product).clusters();
        pods = clusters.reduce((sum, cluster) => sum + cluster.pods.total, 0);
        tookMs.push(product.readyAfterMs);
      } finally {
        await product.stop();
      }
    }
    if (pods < cluster.pods) throw new Error(`ready with ${pods} pods in the store, of ${cluster.pods}`);
    return {
      what: 'start to serving',
      measured: Math.max(...tookMs),
      goal: 5000,
      unit: 'ms',
      note: `slowest of ${STARTS} starts until /readyz, ${pods} pods in the store`,
    };
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}
