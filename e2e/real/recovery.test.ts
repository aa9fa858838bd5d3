import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { WRITE_VERBS, type AuditEvent } from '../cluster/audit';
import type { ControlPlane } from '../cluster/control-plane';
import { eventually } from '../cluster/eventually';
import { whyNoCluster } from '../cluster/open-cluster';
import { createApi } from './api';
import { deployment, startBoutiqueCluster, type ServiceName } from './boutique';
import { endPostgres } from './process-tree';
import { startProduct, type Product } from './product';

const skipped = whyNoCluster();
if (skipped !== null) console.warn(`skipped: ${skipped}`);

interface Round {
  readonly when: string;
  readonly service: ServiceName;
  /** Called when execute has answered; the kill follows at once. */
  readonly wait: () => Promise<unknown>;
  readonly database: boolean;
}

describe.skipIf(skipped !== null)('a product that is killed while a Change runs', () => {
  let cluster: ControlPlane;
  let dataDir: string;
  let product: Product;
  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'pilothouse-recovery-'));
    cluster = await startBoutiqueCluster();
    product = await startProduct({ kubeconfig: cluster.kubeconfig, dataDir });
    return async () => {
      await product.stop();
      await endPostgres(dataDir);
      await rm(dataDir, { recursive: true });
      await cluster.stop();
    };
  });

  const writesTo = (name: ServiceName): Promise<AuditEvent[]> =>
    cluster.auditLog({ userAgent: 'pilothouse', verb: WRITE_VERBS, name });
  const written = (name: ServiceName): Promise<unknown> =>
    eventually(async () => (await writesTo(name)).length > 0, { what: 'the write', everyMs: 5 });

  const ROUNDS: Round[] = [
    {
      when: 'as soon as it was told to execute',
      service: 'frontend',
      wait: () => Promise.resolve(),
      database: false,
    },
    {
      when: 'right after the write',
      service: 'adservice',
      wait: () => written('adservice'),
      database: false,
    },
    {
      when: 'a moment after the write, its database with it',
      service: 'cartservice',
      wait: async () => {
        await written('cartservice');
        await sleep(150);
      },
      database: true,
    },
  ];

  it.each(ROUNDS)('$when: one completed record, one write', async ({ service, wait, database }) => {
    const before = createApi(product);
    const change = await before.requestChange({
      action: 'scale',
      target: deployment(service),
      params: { replicas: 3 },
    });
    await before.execute(change);
    await wait();
    await product.kill({ database });

    product = await startProduct({ kubeconfig: cluster.kubeconfig, dataDir, token: product.token });
    const api = createApi(product);
    const done = await eventually(
      async () => {
        const now = await api.change(change.id);
        return now.outcome !== null && now;
      },
      { what: 'an outcome', timeoutMs: 60_000 },
    );
    expect(done).toMatchObject({ state: 'succeeded', outcome: { result: 'succeeded' } });
    const replicas = ['get', 'deployment', service, '-o', 'jsonpath={.spec.replicas}'];
    expect(await cluster.kubectl(replicas)).toBe('3');
    expect(await writesTo(service)).toHaveLength(1);

    const audit = await api.call('GET', `/api/v1/audit?subject=${change.id}&verify=1`);
    const { items, chain } = (await audit.json()) as { items: { action: string }[]; chain: object };
    expect(chain).toMatchObject({ intact: true });
    const actions = items.map(({ action }) => action);
    expect(actions.filter((action) => action === 'change.outcome')).toHaveLength(1);
    expect(actions.filter((action) => action === 'change.intent')).toHaveLength(1);
  });
});
