import { describe, expect, it } from 'vitest';
import {
  clusterDetailSchema,
  clusterSummarySchema,
  nowSchema,
  pageSchema,
  problemSchema,
  rolloutRowSchema,
  searchHitSchema,
  type Scope,
} from '@/lib/model';
import { requested, readCluster } from './cluster';
import { readClusters } from './clusters';
import { readNow } from '@/lib/views/now';
import { readHealth } from './problems';
import { bytes, cpuMillis } from './quantity';
import { readRollouts } from './rollouts';
import { search } from './search';
import { createServiceLookup } from './service-lookup';
import { calling } from '@/lib/views/testing/calling';
import { component } from '@/lib/views/testing/catalog';
import { node, pod } from '@/lib/views/testing/objects';
import { change, running, scene } from '@/lib/views/testing/scene';
import { NOW } from '@/lib/views/testing/world';

const BROKEN = { pods: [{ waiting: 'ImagePullBackOff', ready: false, image: 'r.example/pay:9' }], ready: 0 };

describe('readHealth and readNow', () => {
  it('list broken placements, worst and newest first, with the Change that came before', () => {
    const { context, world, setChanges } = scene({ clusters: ['eu', 'us'] });
    world.put('eu', ...running({ name: 'cart', ...BROKEN }).all);
    world.put('us', ...running({ name: 'ledger', namespace: 'books-prod' }).all);
    world.writer('us').setReach({ state: 'unauthorized', observedAt: NOW, reason: 'us says 401.' }, NOW);
    const written = { createdAt: '2026-03-12T01:00:00Z', updatedAt: '2026-03-12T01:59:00Z' };
    setChanges([
      change({ id: 'CH-3', ...written, state: 'rejected' }),
      change({ id: 'CH-2', ...written }),
      change({ id: 'CH-1', ...written, service: 'other' }),
    ]);
    const page = readHealth(context, {});
    expect(pageSchema(problemSchema).parse(page)).toEqual(page);
    expect(page.items).toMatchObject([
      { serviceName: 'cart', health: { status: 'Degraded' }, ready: 0, desired: 1, behind: { id: 'CH-2' } },
      { serviceName: 'ledger', health: { status: 'Unknown' }, environment: 'production', behind: null },
    ]);
    expect(readHealth(context, { status: 'Unknown' }).items).toHaveLength(1);
    expect(() => readHealth(context, { status: 'Ill' })).toThrow('Expected one or more of');

    const now = readNow(context);
    expect(nowSchema.parse(now)).toEqual(now);
    expect(now).toMatchObject({
      verdict: 'cart is failing in unassigned.',
      broken: [{ serviceName: 'cart' }],
      unknown: [{ serviceName: 'ledger' }],
      environments: [
        {
          name: 'production',
          services: 1,
          healthy: 0,
          counts: [{ status: 'Unknown', services: 1 }],
          clusters: ['us'],
        },
        { name: 'unassigned', services: 1, healthy: 0, clusters: ['eu'] },
      ],
      totals: { broken: 1, unknown: 1 },
    });
    expect(now.sentence).toContain('It follows CH-2: Deploy cart 1.1.0.');
  });

  it('counts the rollouts that the list has no place for', () => {
    const { context, world } = scene();
    for (let index = 0; index < 101; index += 1)
      world.put('eu', ...running({ name: `svc-${index}`, ...BROKEN }).all);
    const now = readNow(context);
    expect([now.rolling.length, now.totals.rolling]).toEqual([50, 101]);
    expect([now.broken.length, now.totals.broken]).toEqual([50, 101]);
  });

  it('says that all is well when it is', () => {
    const { context, world } = scene({ changes: [change({ id: 'CH-9', state: 'awaiting-approval' })] });
    world.put('eu', ...running({ name: 'cart' }).all);
    expect(readNow(context)).toMatchObject({
      verdict: 'All is well.',
      sentence: '1 service in 1 cluster is in its desired state. 1 change waits for approval.',
      waiting: [{ id: 'CH-9' }],
    });
  });

  it('does not say so while a cluster cannot be read', () => {
    const { context, world } = scene();
    world.put('eu', ...running({ name: 'cart' }).all);
    world.writer().setReach({ state: 'unreachable', observedAt: NOW, reason: 'No answer.' }, NOW);
    expect(readNow(context)).toMatchObject({ verdict: '1 of 1 cluster cannot be read.', broken: [] });
  });

  it('does not say so before anything was read, nor without clusters', () => {
    expect(readNow(scene({ clusters: [] }).context).verdict).toBe('No cluster is known.');
    const { context, world } = scene({ clusters: [] });
    world.writer('eu');
    expect(readNow(context).verdict).toBe('Pilothouse is connecting to 1 cluster.');
  });
});

describe('readRollouts', () => {
  it('lists rollouts in progress before those that ended in the last day', () => {
    const { context, world, setNow } = scene();
    world.put('eu', ...running({ name: 'done' }).all);
    world.put('eu', ...running({ name: 'stuck', ...BROKEN }).all);
    const page = readRollouts(context, {});
    expect(pageSchema(rolloutRowSchema).parse(page)).toEqual(page);
    expect(page.items).toMatchObject([
      { id: 'eu/shop/Deployment/stuck', state: 'Stalled', serviceName: 'stuck', toVersion: '1.0.0' },
      { id: 'eu/shop/Deployment/done', state: 'Complete' },
    ]);
    expect(readRollouts(context, { state: 'Complete' }).items).toHaveLength(1);
    setNow('2026-03-13T02:00:01Z');
    expect(readRollouts(context, {}).items.map(({ serviceName }) => serviceName)).toEqual(['stuck']);
    expect(() => readRollouts(context, { state: 'Done' })).toThrow('Expected one or more of');
  });
});

describe('readClusters and readCluster', () => {
  it('show every cluster, its kinds and nodes, and what is requested on them', () => {
    const { context, world } = scene({ clusters: ['us', 'eu'] });
    const labels = { 'topology.kubernetes.io/zone': 'eu-a', 'node.kubernetes.io/instance-type': 'm5' };
    world.put('eu', node({ name: 'node-1', labels }), node({ name: 'node-2', ready: false }));
    world.put('eu', ...running({ name: 'cart', replicas: 3 }).all, pod({ name: 'done', phase: 'Succeeded' }));
    const page = readClusters(context, {});
    expect(pageSchema(clusterSummarySchema).parse(page)).toEqual(page);
    expect(page.items).toMatchObject([
      {
        name: 'eu',
        state: 'live',
        nodes: { total: 2, ready: 1 },
        pods: { total: 4, running: 3 },
        services: 1,
      },
      { name: 'us', services: 0 },
    ]);
    const detail = readCluster(context, 'eu');
    expect(clusterDetailSchema.parse(detail)).toEqual(detail);
    expect(detail.nodeList).toMatchObject([
      {
        name: 'node-1',
        ready: true,
        sentence: 'Node node-1 is ready and takes pods.',
        zone: 'eu-a',
        instanceType: 'm5',
        cpu: { requestedMillis: 300, allocatableMillis: 4000 },
        memory: { requestedBytes: 3 * 64 * 2 ** 20, allocatableBytes: 8 * 2 ** 30 },
        pods: { count: 3, allocatable: 110 },
      },
      { name: 'node-2', ready: false, sentence: 'Node node-2 is not ready: container runtime is down.' },
    ]);
    expect(() => readCluster(context, 'mars')).toThrow('There is no cluster "mars".');
  });

  it('count a pod as the scheduler does: containers and sidecars, or the largest init step', () => {
    const plain = pod({ name: 'p' });
    const [main] = plain.spec.containers;
    if (!main) throw new Error('the pod has no container');
    const asks = (cpu: string, memory: string, restartPolicy?: string) => ({
      ...main,
      requests: { cpu, memory },
      restartPolicy,
    });
    const initContainers = [asks('50m', '1Mi', 'Always'), asks('500m', '1Mi'), asks('10m', '1Mi', 'Always')];
    const heavy = { ...plain, spec: { ...plain.spec, initContainers } };
    expect(requested(heavy, 'cpu', cpuMillis)).toBe(550);
    expect(requested(heavy, 'memory', bytes)).toBe(66 * 2 ** 20);
  });
});

describe('search', () => {
  it('finds services, Changes and pods by their first letters, names that begin so before others', () => {
    const { context, world } = scene({ changes: [change({ id: 'CH-12', title: 'Deploy cart 2' })] });
    world.put('eu', ...running({ name: 'cart', replicas: 30 }).all, ...running({ name: 'smartcart' }).all);
    const hits = search(context, 'Cart');
    expect(hits.every((hit) => searchHitSchema.safeParse(hit).success)).toBe(true);
    expect(hits.length).toBeLessThanOrEqual(20);
    expect(hits[0]).toMatchObject({ kind: 'service', title: 'cart', href: '/catalog/cart~shop~eu' });
    expect(hits.filter(({ kind }) => kind === 'pod')).toHaveLength(8);
    expect(hits.slice(-2).map(({ title }) => title)).toEqual(['smartcart', 'CH-12 Deploy cart 2']);
    expect(search(context, 'ch-1')).toMatchObject([{ kind: 'change', href: '/changes/CH-12' }]);
    expect(search(context, '  ')).toEqual([]);
  });
});

describe('createServiceLookup', () => {
  it('finds the Service, owner and environment of a workload', () => {
    const { context, world } = scene({
      catalog: { entities: [component('cart')], placements: [] },
    });
    const labels = { 'backstage.io/kubernetes-id': 'cart' };
    world.put('eu', ...running({ name: 'cart', namespace: 'shop-prod', labels }).all);
    const lookup = createServiceLookup(context);
    const target = { cluster: 'eu', namespace: 'shop-prod', kind: 'Deployment', name: 'cart' };
    expect(lookup.ofWorkload(target)).toEqual({
      id: 'cart',
      name: 'cart',
      owner: 'payments',
      environment: 'production',
    });
    expect(lookup.ofWorkload({ ...target, name: 'nobody' })).toBeNull();
    expect(lookup.ofWorkload({ ...target, cluster: 'mars' })).toBeNull();
    expect(lookup.ofWorkload({ ...target, kind: 'Rollout' })).toBeNull();
  });

  it('names the dependents that its scope sees, and counts the others', () => {
    const { context, world } = scene();
    world.put('eu', ...running({ name: 'cart' }).all);
    world.put('eu', ...calling({ name: 'web' }, { CART: 'cart:80' }).all);
    world.put('eu', ...calling({ name: 'edge' }, { WEB: 'web:80' }).all);
    world.put('eu', ...calling({ name: 'safe', namespace: 'vault' }, { CART: 'cart.shop:80' }).all);
    const target = { cluster: 'eu', namespace: 'shop', kind: 'Deployment', name: 'cart' };
    const whole = createServiceLookup(context).dependentsOf(target);
    expect(whole).toEqual({ direct: ['safe', 'web'], indirect: 1, unseen: 0 });
    const scope: Scope = { key: 'shop', sees: ({ namespace }) => namespace === 'shop' };
    const seen = createServiceLookup({ ...context, scope }).dependentsOf(target);
    expect(seen).toEqual({ direct: ['web'], indirect: 1, unseen: 1 });
  });
});
