import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { WRITE_VERBS, type AuditEvent } from '../cluster/audit';
import type { ControlPlane } from '../cluster/control-plane';
import { eventually } from '../cluster/eventually';
import { whyNoCluster } from '../cluster/open-cluster';
import { createApi, type AskedChange } from './api';
import { deployment, idOf, startBoutiqueCluster, type ServiceName } from './boutique';
import { endPostgres } from './process-tree';
import { startProduct, type Product } from './product';

const skipped = whyNoCluster();
if (skipped !== null) console.warn(`skipped: ${skipped}`);

interface Round {
  readonly action: 'scale' | 'restart' | 'rollback';
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
      action: 'scale',
      when: 'as soon as its execution was requested',
      service: 'frontend',
      wait: () => Promise.resolve(),
      database: false,
    },
    {
      action: 'scale',
      when: 'right after the write',
      service: 'adservice',
      wait: () => written('adservice'),
      database: false,
    },
    {
      action: 'scale',
      when: 'a moment after the write, its database with it',
      service: 'cartservice',
      wait: async () => {
        await written('cartservice');
        await sleep(150);
      },
      database: true,
    },
    {
      action: 'restart',
      when: 'as soon as its execution was requested',
      service: 'currencyservice',
      wait: () => Promise.resolve(),
      database: false,
    },
    {
      action: 'restart',
      when: 'right after the write',
      service: 'emailservice',
      wait: () => written('emailservice'),
      database: false,
    },
    {
      action: 'rollback',
      when: 'as soon as its execution was requested',
      service: 'paymentservice',
      wait: () => Promise.resolve(),
      database: false,
    },
    {
      action: 'rollback',
      when: 'right after the write',
      service: 'shippingservice',
      wait: () => written('shippingservice'),
      database: false,
    },
  ];

  const at = (service: ServiceName, jsonpath: string): Promise<string> =>
    cluster.kubectl(['get', 'deployment', service, '-o', `jsonpath={${jsonpath}}`]);
  const REVISION = '.metadata.annotations.deployment\\.kubernetes\\.io/revision';
  const IMAGE = '.spec.template.spec.containers[0].image';

  /** The parameters of each action, and the expected state of the object at the end. */
  const ACTIONS: Record<
    Round['action'],
    (service: ServiceName) => Promise<{ intent: object; check: () => Promise<void> }>
  > = {
    scale: (service) =>
      Promise.resolve({
        intent: { action: 'scale', params: { replicas: 3 } },
        check: async () => expect(await at(service, '.spec.replicas')).toBe('3'),
      }),
    restart: (service) =>
      Promise.resolve({
        intent: { action: 'restart', params: {} },
        check: async () => expect(await at(service, REVISION)).toBe('2'),
      }),
    async rollback(service) {
      const image = await at(service, IMAGE);
      await cluster.kubectl([
        'set',
        'image',
        `deployment/${service}`,
        `server=registry.example/${service}:v2`,
      ]);
      await cluster.kubectl(['rollout', 'status', `deployment/${service}`, '--timeout=90s']);
      const api = createApi(product);
      await eventually(
        async () =>
          (await api.service(idOf(service))).revisions.some(
            ({ current, revision }) => current && revision === '2',
          ),
        { what: 'revision 2' },
      );
      return {
        intent: { action: 'rollback', params: { revision: 1 } },
        check: async () => {
          expect(await at(service, IMAGE)).toBe(image);
          expect(await at(service, REVISION)).toBe('3');
        },
      };
    },
  };

  it.each(ROUNDS)(
    'a $action, $when: one completed record, one write',
    async ({ action, service, wait, database }) => {
      const before = createApi(product);
      const { intent, check } = await ACTIONS[action](service);
      const change = await before.requestChange({ ...intent, target: deployment(service) } as AskedChange);
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
      await check();
      expect(await writesTo(service)).toHaveLength(1);

      const audit = await api.call('GET', `/api/v1/audit?subject=${change.id}&verify=1`);
      const { items, chain } = (await audit.json()) as { items: { action: string }[]; chain: object };
      expect(chain).toMatchObject({ intact: true });
      const actions = items.map(({ action }) => action);
      expect(actions.filter((action) => action === 'change.outcome')).toHaveLength(1);
      expect(actions.filter((action) => action === 'change.intent')).toHaveLength(1);
    },
  );
});
