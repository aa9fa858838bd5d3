import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { KubeConfig, CoreV1Api } from '@kubernetes/client-node';
import { readTraffic } from '@/lib/jobs/testing/read-traffic';
import { configSchema } from '@/lib/model';
import { startDemo, type Demo } from './index';
import { SERVICES } from './company/services';
import { conditionOf } from './cluster/controllers/pods';
import { TEST_START_MS } from './cluster/testing';
import type { DemoCluster } from './cluster/cluster';
import type { Deployment, Pod } from './cluster/types';

let dataDir: string;
let demo: Demo | undefined;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'harbor-test-'));
});
afterEach(async () => {
  await demo?.stop();
  await rm(dataDir, { recursive: true, force: true });
});

const start = async (startMs = TEST_START_MS) => (demo = await startDemo({ dataDir, live: false, startMs }));
const clusterOf = (name: string): DemoCluster => {
  const found = demo?.clusters.find((cluster) => cluster.name === name);
  if (!found) throw new Error(`no cluster ${name}`);
  return found;
};
const deployments = (name: string) => clusterOf(name).store.list<Deployment>('deployments');
const deployment = (name: string, service: string) =>
  deployments(name).find((other) => other.metadata.name === service);
const systemUid = (name: string) =>
  clusterOf(name).store.get('namespaces', undefined, 'kube-system')?.metadata.uid;

describe('Harbor', () => {
  it('begins with one failing service, one rolling out, one idle and one paused', async () => {
    await start();
    const odd = ['staging-eu', 'production-eu'].flatMap((name) =>
      deployments(name)
        .filter(
          ({ spec, status }) =>
            status?.availableReplicas !== spec.replicas || status.updatedReplicas !== spec.replicas,
        )
        .map(({ metadata }) => `${name}/${metadata.name}`),
    );
    expect(odd.sort()).toEqual([
      'production-eu/payments',
      'production-eu/storefront',
      'staging-eu/cart',
      'staging-eu/image-resizer',
    ]);
    expect(deployment('production-eu', 'payments')?.status).toMatchObject({
      replicas: 6,
      updatedReplicas: 6,
      readyReplicas: 2,
    });
    const killed = clusterOf('production-eu')
      .store.list<Pod>('pods', 'payments')
      .filter((pod) => pod.status?.containerStatuses?.[0]?.lastState.terminated?.reason === 'OOMKilled');
    expect(killed).toHaveLength(4);
    expect(deployment('staging-eu', 'image-resizer')?.spec.replicas).toBe(0);
    expect(conditionOf(deployment('staging-eu', 'cart') ?? {}, 'Progressing')?.reason).toBe(
      'DeploymentPaused',
    );
  });

  it('is still rolling storefront out after three minutes and has done so after ten', async () => {
    await start();
    const { status } = deployment('production-eu', 'storefront') ?? {};
    expect(status?.updatedReplicas).toBeGreaterThanOrEqual(3);
    clusterOf('production-eu').advance(180_000);
    expect(conditionOf(deployment('production-eu', 'storefront') ?? {}, 'Progressing')?.reason).toBe(
      'ReplicaSetUpdated',
    );
    clusterOf('production-eu').advance(420_000);
    expect(conditionOf(deployment('production-eu', 'storefront') ?? {}, 'Progressing')?.reason).toBe(
      'NewReplicaSetAvailable',
    );
  });

  it('recovers when payments goes back to 3.9.4', async () => {
    await start();
    const production = clusterOf('production-eu');
    const payments = structuredClone(deployment('production-eu', 'payments'));
    const old = production.store
      .list('replicasets', 'payments')
      .find(
        ({ metadata }) =>
          metadata.labels?.['app.kubernetes.io/name'] === 'payments' &&
          metadata.labels['app.kubernetes.io/version'] === '3.9.4',
      ) as Deployment | undefined;
    if (!payments || !old) throw new Error('payments has no past');
    payments.spec.template = structuredClone(old.spec.template);
    delete payments.spec.template.metadata?.labels?.['pod-template-hash'];
    production.apply(payments);
    production.advance(60_000);
    expect(deployment('production-eu', 'payments')?.status).toMatchObject({
      updatedReplicas: 6,
      availableReplicas: 6,
      replicas: 6,
    });
  });

  it('keeps cart within its autoscaler and follows a bigger StatefulSet', async () => {
    await start();
    const production = clusterOf('production-eu');
    production.store.update<Deployment>(
      'deployments',
      { metadata: { namespace: 'shop', name: 'cart' } },
      (draft) => {
        draft.spec.replicas = 12;
      },
    );
    production.store.update<Deployment>(
      'statefulsets',
      { metadata: { namespace: 'platform', name: 'sessions-redis' } },
      (draft) => {
        draft.spec.replicas = 5;
      },
    );
    production.advance(60_000);
    expect(deployment('production-eu', 'cart')?.status?.availableReplicas).toBe(10);
    expect(production.store.get('statefulsets', 'platform', 'sessions-redis')?.status).toMatchObject({
      replicas: 5,
      readyReplicas: 5,
      updatedReplicas: 5,
    });
  });

  it('goes on where it was left: uids stay, the rollout ends', async () => {
    await start();
    const before = {
      cluster: systemUid('production-eu'),
      payments: deployment('production-eu', 'payments')?.metadata.uid,
    };
    expect(before.cluster).not.toBe(systemUid('staging-eu'));
    await demo?.stop();
    await start(TEST_START_MS + 8 * 3_600_000);
    expect({
      cluster: systemUid('production-eu'),
      payments: deployment('production-eu', 'payments')?.metadata.uid,
    }).toEqual(before);
    expect(deployment('production-eu', 'storefront')?.status).toMatchObject({
      updatedReplicas: 12,
      availableReplicas: 12,
    });
    expect(deployment('production-eu', 'payments')?.status?.readyReplicas).toBe(2);
  });

  it('has the same history for the same seed', async () => {
    await start();
    const dump = () => JSON.stringify(demo?.clusters.map((cluster) => cluster.store.dump()));
    const first = dump();
    await demo?.stop();
    demo = await startDemo({ dataDir, live: false, startMs: TEST_START_MS, fresh: true });
    expect(dump()).toBe(first);
  });

  it('is reached through a kubeconfig that only its owner may read', async () => {
    const { kubeconfigPath } = await start();
    expect((await stat(kubeconfigPath)).mode & 0o777).toBe(0o600);
    const config = new KubeConfig();
    config.loadFromFile(kubeconfigPath);
    for (const name of ['staging-eu', 'production-eu']) {
      config.setCurrentContext(name);
      const { items } = await config.makeApiClient(CoreV1Api).listNode();
      expect(items).toHaveLength(name === 'staging-eu' ? 4 : 8);
    }
  });

  it('names in its catalog every service but the discovered, and settings for both clusters', async () => {
    const { catalogFiles, configPath } = await start();
    const texts = await Promise.all(catalogFiles.map((path) => readFile(path, 'utf8')));
    const entities = texts.flatMap((text) =>
      parseAllDocuments(text).map(
        (document) => document.toJS() as { kind: string; metadata: { name: string } },
      ),
    );
    const components = new Set(
      entities.filter(({ kind }) => kind === 'Component').map(({ metadata }) => metadata.name),
    );
    for (const { name, discovered } of SERVICES)
      expect([name, components.has(name)]).toEqual([name, !discovered]);
    expect(components.size).toBe(20);
    expect(entities.filter(({ kind }) => kind === 'Group')).toHaveLength(5);
    const settings = parse(await readFile(configPath, 'utf8')) as { clusters: { context: string }[] };
    expect(settings.clusters.map(({ context }) => context)).toEqual(['staging-eu', 'production-eu']);
  });

  it('has metrics of a mesh, with failures according to the state of its pods', async () => {
    const { configPath } = await start();
    const { metrics } = configSchema.parse(parse(await readFile(configPath, 'utf8')));
    const [source] = metrics;
    if (source === undefined) throw new Error('no metrics in the settings');
    const read = async (
      from: string,
      to: string,
    ): Promise<readonly [perMinute: number, failing: string[]]> => {
      const all = await readTraffic(source);
      const found = all.find(
        (one) => one.from.home === 'production-eu' && one.from.workload === from && one.to.workload === to,
      );
      const minutely = (perSecond: number): number => Math.round(perSecond * 60);
      const failing = (found?.failures ?? []).map((one) => `${minutely(one.perSecond)} ${one.what}`);
      return [minutely(found?.perSecond ?? 0), failing];
    };
    expect(await read('checkout', 'payments')).toEqual([1240, ['384 answer 503']]);
    expect(await read('payments', 'ledger')).toEqual([410, []]);
    expect(await read('recommendations', 'feature-flags')).toEqual([expect.any(Number), []]);
    expect(await read('invoices', 'payments')).toEqual([0, []]);
    const payments = deployment('production-eu', 'payments');
    if (payments === undefined) throw new Error('no payments');
    clusterOf('production-eu').apply({ ...payments, spec: { ...payments.spec, replicas: 0 } });
    clusterOf('production-eu').advance(60_000);
    expect(await read('checkout', 'payments')).toEqual([0, []]);
  });
});
