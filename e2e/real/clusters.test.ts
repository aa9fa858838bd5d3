import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ClusterSummary } from '@/lib/model';
import type { ControlPlane } from '../cluster/control-plane';
import { eventually } from '../cluster/eventually';
import { whyNoCluster } from '../cluster/open-cluster';
import { freePorts } from '../cluster/ports';
import { createApi, type Api } from './api';
import { idOf, SERVICES, startBoutiqueCluster } from './boutique';
import { contextOf, kubeconfigText } from './kubeconfig';
import { startProduct, type Product } from './product';

const skipped = whyNoCluster();
if (skipped !== null) console.warn(`skipped: ${skipped}`);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pilothouse-contexts-'));
  return () => rm(folder, { recursive: true });
});

describe.skipIf(skipped !== null)('a kubeconfig with good contexts and bad ones', () => {
  let east: ControlPlane;
  let west: ControlPlane;
  let product: Product;
  let api: Api;

  beforeAll(async () => {
    [east, west] = [await startBoutiqueCluster('east'), await startBoutiqueCluster('west')];
    product = await startProduct({ kubeconfig: await writeKubeconfigs() });
    api = createApi(product);
    return async () => {
      await product.stop();
      await Promise.all([east.stop(), west.stop()]);
    };
  });

  async function writeKubeconfigs(): Promise<string> {
    const [closed = 0] = await freePorts(1);
    const eastern = await contextOf(east.kubeconfig, 'east');
    const western = await contextOf(west.kubeconfig, 'west');
    const text = kubeconfigText([
      eastern,
      western,
      { ...(await contextOf(east.kubeconfigOf('viewer'), 'east-viewer')) },
      { name: 'closed', cluster: { server: `https://127.0.0.1:${closed}` }, user: { token: 'x' } },
      { name: 'wrong-token', cluster: western.cluster, user: { token: 'not-a-token-of-this-server' } },
      { name: 'no-url', cluster: { server: 'somewhere' }, user: { token: 'x' } },
      { name: 'no-user', cluster: eastern.cluster, user: null },
    ]);
    const files = [join(folder, 'clusters.yaml'), join(folder, 'torn.yaml')] as const;
    await writeFile(files[0], text, { mode: 0o600 });
    await writeFile(files[1], 'apiVersion: v1\nclusters: [\n', { mode: 0o600 });
    return files.join(delimiter);
  }

  const cluster = async (name: string): Promise<ClusterSummary | undefined> =>
    (await api.clusters()).find((each) => each.name === name);

  it('shows each with its state, and those that are away with their reason', async () => {
    await eventually(async () => (await cluster('closed'))?.state === 'unreachable', {
      what: 'unreachable',
      timeoutMs: 15_000,
    });
    const shown = Object.fromEntries(
      (await api.clusters()).map(({ name, state, reason }) => [name, { state, reason }]),
    );
    expect(shown).toEqual({
      east: { state: 'live', reason: null },
      west: { state: 'live', reason: null },
      closed: { state: 'unreachable', reason: expect.stringContaining('refuses connections') as string },
      'wrong-token': {
        state: 'unauthorized',
        reason: expect.stringMatching(/Unauthorized|credentials/) as string,
      },
      'no-url': { state: 'invalid', reason: expect.stringContaining('no-url') as string },
      'no-user': { state: 'invalid', reason: expect.stringContaining('no-user') as string },
      'torn.yaml': { state: 'invalid', reason: expect.stringContaining('not valid YAML') as string },
    });
  });

  it('takes two contexts of one server for one cluster', async () => {
    expect((await cluster('east'))?.contexts).toEqual(['east', 'east-viewer']);
  });

  it('lists the services of both clusters, each its own', async () => {
    const ids = (await api.services()).map(({ id }) => id);
    expect(new Set(ids)).toEqual(
      new Set(['east', 'west'].flatMap((name) => SERVICES.map((service) => idOf(service, name)))),
    );
    expect(await api.services('?cluster=west')).toHaveLength(SERVICES.length);
  });

  it('one that goes away disturbs no other', async () => {
    await east.killApiServer();
    await eventually(async () => (await cluster('east'))?.state === 'stale', {
      what: 'east stale',
      timeoutMs: 15_000,
    });
    expect(await cluster('west')).toMatchObject({ state: 'live', reason: null });
    await west.kubectl(['scale', 'deployment/frontend', '--replicas=2']);
    await eventually(async () => (await api.service(idOf('frontend', 'west'))).placements[0]?.ready === 2, {
      what: 'the scale in west',
      timeoutMs: 5_000,
    });
    expect((await api.service(idOf('frontend', 'east'))).health.status).toBe('Unknown');
    expect((await api.service(idOf('frontend', 'west'))).health.status).toBe('Healthy');
    await east.restartApiServer();
    await eventually(async () => (await cluster('east'))?.state === 'live', {
      what: 'east live again',
      timeoutMs: 10_000,
    });
  });
});

describe('a kubeconfig that is not there', () => {
  it('starts all the same, and says so', async () => {
    const product = await startProduct({ kubeconfig: join(folder, 'nowhere.yaml') });
    try {
      const clusters = await createApi(product).clusters();
      expect(clusters).toMatchObject([{ state: 'invalid' }]);
      expect(clusters[0]?.reason).toContain('nowhere.yaml does not exist');
      expect(await createApi(product).services()).toEqual([]);
    } finally {
      await product.stop();
    }
  });
});
