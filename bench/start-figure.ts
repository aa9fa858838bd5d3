import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApi } from '../e2e/real/api';
import { startProduct } from '../e2e/real/product';
import type { Figure } from './figure';
import type { Ground } from './ground';

const STARTS = 3;

/**
 * `npm start` on a migrated database, from the start of the process until `/readyz` answers: every list of every cluster
 * is then in the store. The slowest of three starts.
 */
export async function measureStart(ground: Ground): Promise<Figure> {
  const dataDir = await mkdtemp(join(tmpdir(), 'pilothouse-bench-'));
  try {
    const options = { kubeconfig: ground.kubeconfig, env: ground.env, dataDir };
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
    if (pods < ground.pods) throw new Error(`ready with ${pods} pods in the store, of ${ground.pods}`);
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
