import { describe, expect, it } from 'vitest';
import type {
  AnyObject,
  CatalogEntity,
  CatalogSnapshot,
  EndpointSlice,
  Pod,
  RegisteredInstance,
  RegistryListed,
} from '@/lib/model';
import { deployment, endpointSlice, node, pod, replicaSet, service } from '../testing/objects';
import { registry, reportedInstance } from '../testing/registered';
import { running, scene, type SceneOptions } from '../testing/scene';
import { NOW } from '../testing/world';
import { readRegistry, readRegistryService } from '@/lib/reads/registry/read';

const LATER = '2026-03-12T03:14:40Z';

function catalogOf(...components: { name: string; annotations?: Record<string, string> }[]): CatalogSnapshot {
  const entities = components.map(({ name, annotations = {} }): CatalogEntity => ({
    ref: `component:default/${name}`,
    kind: 'Component',
    namespace: 'default',
    name,
    title: null,
    description: null,
    labels: {},
    annotations: { 'backstage.io/kubernetes-id': name, ...annotations },
    tags: [],
    links: [],
    type: 'service',
    lifecycle: null,
    owner: 'group:default/storefront',
    system: null,
    domain: null,
    dependsOn: [],
    providesApis: [],
    consumesApis: [],
    memberOf: [],
  }));
  return { entities, placements: [] };
}

/** A service with pods of addresses of their own: `10.0.0.1` for the first. */
function app(name: string, { replicas = 2, subnet = 0 }: { replicas?: number; subnet?: number } = {}) {
  const made = running({ name, replicas, labels: { 'backstage.io/kubernetes-id': name } });
  const pods = made.pods.map((one, index): Pod => at(one, `10.0.${subnet}.${index + 1}`));
  const slice: EndpointSlice = {
    ...made.slice,
    endpoints: made.slice.endpoints.map((endpoint, index) => ({
      ...endpoint,
      addresses: [`10.0.${subnet}.${index + 1}`],
    })),
  };
  return { ...made, pods, slice, all: [made.owner, made.set, ...pods, made.front, slice] };
}

/** The same object as a later write left it: the store takes no version twice. */
function later<T extends AnyObject>(object: T, more: Partial<T> = {}): T {
  const { metadata } = object;
  return {
    ...object,
    ...more,
    metadata: { ...metadata, ...more.metadata, resourceVersion: `${metadata.resourceVersion}0` },
  };
}

const at = (one: Pod, podIP: string): Pod => ({ ...one, status: { ...one.status, podIP } });

function world(options: SceneOptions & { readonly reported?: readonly RegisteredInstance[] } = {}) {
  const reported = registry(options.reported ?? []);
  const made = scene({ ...options, registered: reported.picture });
  const listed = (): readonly RegistryListed[] => readRegistry(made.context, {}).items;
  return {
    ...made,
    reported,
    listed,
    row: (name: string) => listed().find((one) => one.name === name),
    /** The disagreements now, and again after their grace period. */
    conflicts: () => {
      made.context.registry.settle();
      made.setNow(LATER);
      return listed().flatMap(({ conflicts }) => conflicts);
    },
  };
}

const HEARTBEAT = {
  id: 'heartbeat',
  name: 'heartbeat',
  status: 'passing',
  output: '',
  ttlMs: 30_000,
  heard: null,
  probe: null,
} as const;

describe('the registry of a cluster', () => {
  it('has a row for each service with its instances, without disagreements', () => {
    const made = world({ catalog: catalogOf({ name: 'cart' }) });
    made.world.put('eu', ...app('cart').all);
    expect(made.row('cart')).toMatchObject({
      id: 'cart',
      owner: 'storefront',
      counts: { kubernetes: 2, self: 0, consul: 0 },
      statuses: [{ status: 'passing', instances: 2 }],
      truth: { declared: 'yes', registered: 'yes', running: 'yes' },
      disagreements: 0,
    });
    const { instances, kubernetes } = readRegistryService(made.context, 'cart');
    expect(instances.map(({ address, port, pod: name }) => `${address}:${port} ${name}`)).toEqual([
      '10.0.0.1:8080 cart-rs1-0',
      '10.0.0.2:8080 cart-rs1-1',
    ]);
    expect(kubernetes[0]?.dns[0]).toEqual({
      name: 'cart.shop.svc.cluster.local',
      answers: 'the cluster address 10.96.0.9',
    });
    expect(made.conflicts()).toEqual([]);
    expect(made.errors).toEqual([]);
  });

  it('counts a pod once that has two Services and two IP families', () => {
    const made = world();
    const { pods, front, slice, all } = app('cart', { replicas: 1 });
    const headless = service({ name: 'cart-peers', selector: { app: 'cart' } });
    const six: EndpointSlice = {
      ...slice,
      addressType: 'IPv6',
      metadata: { ...slice.metadata, name: 'cart-x6', uid: 'six' },
      endpoints: slice.endpoints.map((endpoint) => ({ ...endpoint, addresses: ['fd00::1'] })),
    };
    const peers = endpointSlice({ name: 'cart-peers-x', service: 'cart-peers', pods });
    made.world.put('eu', ...all, six, headless, { ...peers, endpoints: slice.endpoints });
    expect(readRegistryService(made.context, 'cart').instances).toMatchObject([
      { address: '10.0.0.1', addresses: ['10.0.0.1', 'fd00::1'], via: ['cart', 'cart-peers'] },
    ]);
    expect(front.metadata.name).toBe('cart');
    expect(made.conflicts()).toEqual([]);
  });

  it('knows a Service without workloads: an external name, and endpoints written by hand', () => {
    const made = world();
    const outside = service({ name: 'mail' });
    const byHand = service({ name: 'legacy' });
    made.world.put(
      'eu',
      {
        ...outside,
        spec: { ...outside.spec, type: 'ExternalName', externalName: 'smtp.mail.example', selector: {} },
      },
      { ...byHand, spec: { ...byHand.spec, selector: {} } },
      {
        ...endpointSlice({ name: 'legacy-1', service: 'legacy' }),
        endpoints: [{ addresses: ['192.0.2.9'], ready: true, serving: true, terminating: false }],
      },
    );
    expect(made.listed().map(({ id, statuses }) => [id, statuses[0]?.status])).toEqual([
      ['legacy~shop~eu', 'passing'],
      ['mail~shop~eu', 'unchecked'],
    ]);
    expect(readRegistryService(made.context, 'mail~shop~eu').kubernetes[0]?.dns).toEqual([
      { name: 'mail.shop.svc.cluster.local', answers: 'the name smtp.mail.example (CNAME)' },
    ]);
    expect(made.conflicts()).toEqual([]);
    made.world.take('eu', outside);
    expect(made.listed().map(({ name }) => name)).toEqual(['legacy']);
  });

  it('is unknown where the cluster cannot be read, without disagreements', () => {
    const made = world({
      catalog: catalogOf({ name: 'cart', annotations: { 'pilothouse.dev/min-instances': '5' } }),
    });
    made.world.put('eu', ...app('cart').all);
    made.world.writer().setReach({ state: 'unreachable', observedAt: NOW, reason: 'eu is silent.' }, NOW);
    expect(made.conflicts()).toEqual([]);
    expect(made.row('cart')).toMatchObject({
      statuses: [{ status: 'unknown', instances: 2 }],
      truth: { running: 'unknown' },
    });
  });
});

describe('a disagreement within Kubernetes', () => {
  it('is a ghost: it runs and serves a port, and neither catalog nor Service names it', () => {
    const made = world();
    const owner = deployment({ name: 'price-import', labels: { app: 'price-import' } });
    const [container] = owner.spec.template.containers;
    const listening = container && {
      ...owner,
      spec: {
        ...owner.spec,
        template: {
          ...owner.spec.template,
          containers: [{ ...container, ports: [{ containerPort: 8000, protocol: 'TCP' }] }],
        },
      },
    };
    const set = replicaSet(owner);
    made.world.put('eu', listening ?? owner, set, pod({ name: 'price-import-1', owner: set }));
    const [ghost, ...others] = made.conflicts();
    expect(others).toEqual([]);
    expect(ghost).toMatchObject({
      kind: 'ghost',
      address: '10.0.0.1:8000',
      declared: { says: 'no' },
      registered: { says: 'no' },
      running: { says: 'yes', detail: 'shop/price-import' },
      sentence:
        'It runs and listens on 8000. No Service leads to it, it is not registered, and it has no owner.',
    });
    expect(ghost?.fix).toMatchObject({ type: 'copy', label: 'Declare it' });
    // The text joins: once it is imported, the workload is that Component's.
    made.setCatalog(
      catalogOf({
        name: 'price-import',
        annotations: { 'backstage.io/kubernetes-label-selector': 'app=price-import' },
      }),
    );
    made.context.registry.touch(made.context.index.refresh());
    expect(made.listed().flatMap(({ conflicts }) => conflicts)).toEqual([]);
  });

  it('is a Service whose selector matches no pod, though its pods exist', () => {
    const made = world();
    const { front, slice, all } = app('cart');
    made.world.put(
      'eu',
      ...all.filter((one) => one !== slice),
      later(front, { spec: { ...front.spec, selector: { app: 'basket' } } }),
    );
    const [conflict, ...others] = made.conflicts();
    expect(others).toEqual([]);
    expect(conflict).toMatchObject({
      kind: 'selector-mismatch',
      address: 'Service shop/cart',
      registered: { says: 'no', word: 'selects no pod' },
      running: { says: 'yes', word: '2 pods ready' },
      sentence:
        'Service cart selects app=basket, and its pods carry app=cart. Callers of cart get no answer.',
      fix: { type: 'copy', text: 'spec:\n  selector:\n    app: "cart"\n' },
    });
  });

  it('is a port that the catalog declares and neither the Service nor the pod has', () => {
    const made = world({
      catalog: catalogOf({ name: 'cart', annotations: { 'pilothouse.dev/port': '9000' } }),
    });
    made.world.put('eu', ...app('cart').all);
    expect(made.conflicts()).toMatchObject([
      {
        kind: 'port-mismatch',
        declared: { says: 'late', word: 'declared as 9000' },
        instances: ['kubernetes:eu/shop/10.0.0.1', 'kubernetes:eu/shop/10.0.0.2'],
        fix: { type: 'copy', label: 'Correct the catalog', text: "pilothouse.dev/port: '8080'" },
      },
    ]);
    for (const right of ['8080', '80', '9000, 8080']) {
      made.setCatalog(catalogOf({ name: 'cart', annotations: { 'pilothouse.dev/port': right } }));
      made.context.registry.touch(made.context.index.refresh());
      expect(made.listed().flatMap(({ conflicts }) => conflicts)).toEqual([]);
    }
  });

  it('is fewer instances than the catalog declares, by environment, with a Change that fixes it', () => {
    const made = world({
      catalog: catalogOf({ name: 'cart', annotations: { 'pilothouse.dev/min-instances': '3' } }),
    });
    made.world.put('eu', ...app('cart').all);
    expect(made.conflicts()).toMatchObject([
      {
        kind: 'vanished',
        address: '2 of 3 instances',
        registered: { says: 'late', word: '2 available' },
        fix: { type: 'scale', replicas: 3, workload: 'Deployment/cart', label: 'Scale to 3' },
      },
    ]);
  });

  it('is an address in a hand-written EndpointSlice that belongs to a pod of another service', () => {
    const made = world();
    const legacy = service({ name: 'legacy' });
    made.world.put(
      'eu',
      ...app('cart').all,
      { ...legacy, spec: { ...legacy.spec, selector: {} } },
      {
        ...endpointSlice({ name: 'legacy-1', service: 'legacy' }),
        endpoints: [{ addresses: ['10.0.0.2'], ready: true, serving: true, terminating: false }],
      },
    );
    expect(made.conflicts()).toMatchObject([
      {
        kind: 'duplicate-address',
        serviceName: 'legacy',
        address: '10.0.0.2:8080',
        running: { word: 'runs cart', detail: 'pod cart-rs1-1' },
      },
    ]);
  });

  it('is an endpoint that names a deleted pod', () => {
    const made = world();
    const { all, pods, slice } = app('cart');
    const parked = service({ name: 'parked' });
    const named = slice.endpoints.slice(0, 1);
    made.world.put(
      'eu',
      ...all,
      { ...parked, spec: { ...parked.spec, selector: {} } },
      { ...endpointSlice({ name: 'parked-1', service: 'parked' }), endpoints: named },
    );
    expect(made.conflicts()).toEqual([]);
    made.world.take('eu', ...pods.slice(0, 1));
    made.world.put('eu', later(slice, { endpoints: slice.endpoints.slice(1) }));
    made.context.registry.settle();
    made.setNow('2026-03-12T03:15:30Z');
    expect(made.listed().flatMap(({ conflicts }) => conflicts)).toMatchObject([
      { kind: 'zombie', serviceName: 'parked', running: { says: 'no', detail: 'pod cart-rs1-0 is gone' } },
    ]);
  });

  it('is two pods of one cluster with the same address; listed once', () => {
    const made = world();
    made.world.put('eu', ...app('cart', { replicas: 1 }).all, ...app('search', { replicas: 1 }).all);
    expect(made.conflicts()).toMatchObject([{ kind: 'duplicate-address', address: '10.0.0.1:8080' }]);
  });
});

describe('a registered instance', () => {
  const reports = (more: Partial<RegisteredInstance> = {}) =>
    reportedInstance({ service: 'cart', id: 'cart-1', address: '10.0.0.1', port: 8080, ...more });

  it('joins the service of its name; a pod that is registered twice counts once as running', () => {
    const made = world({ reported: [reports()] });
    made.world.put('eu', ...app('cart').all);
    expect(made.row('cart')).toMatchObject({ counts: { kubernetes: 2, self: 1, consul: 0 } });
    expect(readRegistryService(made.context, 'cart').instances.at(-1)).toMatchObject({
      source: 'self',
      pod: 'cart-rs1-0',
      cluster: 'eu',
      status: 'passing',
      registered: { service: 'cart', id: 'cart-1' },
    });
    expect(made.conflicts()).toEqual([]);
  });

  it('disagrees only about its own port, where the catalog and the pods agree', () => {
    const made = world({
      catalog: catalogOf({ name: 'cart', annotations: { 'pilothouse.dev/port': '8080' } }),
      reported: [reports({ port: 9999 })],
    });
    const { owner, set, pods, front, slice } = app('cart');
    const listening = pods.map((one): Pod => ({
      ...one,
      spec: {
        ...one.spec,
        containers: one.spec.containers.map((container) => ({
          ...container,
          ports: [{ containerPort: 8080, protocol: 'TCP' }],
        })),
      },
    }));
    made.world.put('eu', owner, set, ...listening, front, slice);
    expect(made.conflicts()).toMatchObject([
      {
        kind: 'port-mismatch',
        registered: { word: 'registered as 9999' },
        fix: { type: 'deregister', instance: 'cart-1' },
      },
    ]);
  });

  it('is a zombie when its pod is gone, and none while the pod is leaving', () => {
    const made = world({ reported: [reports(), reports({ id: 'cart-2', address: '10.0.0.2' })] });
    const { all, pods, slice } = app('cart');
    made.world.put('eu', ...all);
    expect(made.conflicts()).toEqual([]);
    const [gone] = pods;
    if (gone === undefined) throw new Error('cart has no pod');
    made.world.put('eu', later(gone, { metadata: { ...gone.metadata, deletionTimestamp: NOW } }));
    made.context.registry.settle();
    expect(made.listed().flatMap(({ conflicts }) => conflicts)).toEqual([]);
    made.world.take('eu', gone);
    made.world.put('eu', later(slice, { endpoints: slice.endpoints.slice(1) }));
    made.context.registry.settle();
    made.setNow('2026-03-12T03:15:30Z');
    expect(made.listed().flatMap(({ conflicts }) => conflicts)).toMatchObject([
      {
        kind: 'zombie',
        address: '10.0.0.1:8080',
        registered: { says: 'yes', detail: 'Self' },
        running: { says: 'no', word: 'not running', detail: 'pod gone', at: LATER.replace('Z', '.000Z') },
        sentence: 'The pod ended without removing its entry. 1 request in 2 fails.',
        fix: { type: 'deregister', service: 'cart', instance: 'cart-1' },
      },
    ]);
  });

  it('is a zombie at an address that no pod has, also without a known end of a pod', () => {
    const made = world({ reported: [reports({ address: '10.0.3.9' })] });
    const nowhere = node({ name: 'node-9' });
    made.world.put('eu', ...app('cart').all, {
      ...nowhere,
      spec: { ...nowhere.spec, podCIDRs: ['10.0.3.0/24'] },
    });
    expect(made.conflicts()).toMatchObject([
      {
        kind: 'zombie',
        sentence:
          'No pod has the registered address. Callers that use the registry are given only this address.',
        ahead: null,
      },
    ]);
  });

  it('is no zombie outside every cluster, unless a probe gets no answer', () => {
    const made = world({ reported: [reports({ service: 'printer', address: '192.0.2.7' })] });
    made.world.put('eu', node({ name: 'node-1' }));
    expect(made.row('printer')).toMatchObject({ catalog: null, truth: { declared: 'no', running: 'yes' } });
    expect(made.conflicts()).toEqual([]);
    const probe = {
      id: 'service:printer',
      name: 'probe',
      status: 'critical',
      output: '',
      ttlMs: null,
      reportedAt: null,
      probe: { kind: 'tcp', target: '192.0.2.7:80', intervalMs: 10_000 },
    } as const;
    const probeResult = (heard: 'answer' | 'silence' | null): void => {
      const checks = [{ ...probe, heard }];
      made.reported.put(reports({ service: 'printer', address: '192.0.2.7', status: 'critical', checks }));
      made.context.registry.settle();
    };
    // Critical because it may not be probed, or because the answer is a failure: it may still exist.
    probeResult(null);
    made.setNow('2026-03-12T03:15:00Z');
    expect(made.conflicts()).toEqual([]);
    probeResult('answer');
    made.setNow('2026-03-12T03:16:00Z');
    expect(made.conflicts()).toEqual([]);
    probeResult('silence');
    made.setNow('2026-03-12T03:17:00Z');
    expect(made.listed().flatMap(({ conflicts }) => conflicts)).toMatchObject([{ kind: 'zombie' }]);
  });

  it('is a duplicate where its address is a pod of another service', () => {
    const made = world({ reported: [reports({ address: '10.0.1.1' })] });
    made.world.put('eu', ...app('cart').all, ...app('search', { subnet: 1 }).all);
    expect(made.conflicts()).toMatchObject([
      {
        kind: 'duplicate-address',
        serviceName: 'cart',
        address: '10.0.1.1:8080',
        running: { word: 'runs search' },
      },
    ]);
  });

  it('is a duplicate where two entries have one address, listed for the later one', () => {
    const made = world({
      reported: [
        reports({ service: 'printer', id: 'a', address: '192.0.2.7' }),
        reports({ service: 'scanner', id: 'b', address: '192.0.2.7', registeredAt: 5 }),
      ],
    });
    expect(made.conflicts()).toMatchObject([
      {
        kind: 'duplicate-address',
        serviceName: 'scanner',
        sentence:
          '192.0.2.7:8080 is registered for printer too. One of the two services answers callers of both.',
      },
    ]);
  });

  it('is overdue when two of three heartbeats are missing, and says when it lapses', () => {
    const made = world({
      reported: [reports({ address: '192.0.2.7', checks: [{ ...HEARTBEAT, reportedAt: 0 }] })],
    });
    made.reported.setNow(19_000);
    expect(made.listed().flatMap(({ conflicts }) => conflicts)).toEqual([]);
    expect(made.context.registry.nextEnd()).toBe(Date.parse(NOW) + 1000);
    made.reported.setNow(21_000);
    made.setNow('2026-03-12T03:14:02Z');
    expect(made.listed().flatMap(({ conflicts }) => conflicts)).toMatchObject([
      {
        kind: 'overdue',
        registered: { says: 'late', word: 'overdue' },
        running: { says: 'unknown', detail: 'outside the clusters' },
        ahead: { words: 'It is left out of answers', at: '1970-01-01T00:00:30.000Z' },
      },
    ]);
  });

  it('is no longer overdue after a heartbeat, although a heartbeat that changes nothing notifies nobody', () => {
    const printer = reports({ address: '192.0.2.7', checks: [{ ...HEARTBEAT, reportedAt: 0 }] });
    const made = world({ reported: [printer] });
    made.reported.setNow(21_000);
    expect(made.listed().flatMap(({ conflicts }) => conflicts)).toHaveLength(1);
    made.reported.beat({ ...printer, lastSeenAt: 22_000, checks: [{ ...HEARTBEAT, reportedAt: 22_000 }] });
    made.reported.setNow(26_000);
    const again = made.context.registry.nextEnd() ?? 0;
    expect(again).toBe(Date.parse(NOW) + 5000);
    made.setNow(new Date(again).toISOString());
    expect(made.listed().flatMap(({ conflicts }) => conflicts)).toEqual([]);
  });

  it('is joined by the annotation of a Component, and is a row of its own without one', () => {
    const made = world({
      catalog: catalogOf({ name: 'cart', annotations: { 'pilothouse.dev/registry-name': 'legacy-cart' } }),
      reported: [
        reports({ service: 'legacy-cart' }),
        reports({ service: 'unknown-thing', address: '192.0.2.7' }),
      ],
    });
    made.world.put('eu', ...app('cart').all);
    expect(made.listed().map(({ id, counts }) => [id, counts.self])).toEqual([
      ['cart', 1],
      ['unknown-thing', 1],
    ]);
    made.setCatalog(catalogOf({ name: 'cart' }));
    made.context.registry.touch(made.context.index.refresh());
    expect(made.listed().map(({ id }) => id)).toEqual(['cart', 'legacy-cart', 'unknown-thing']);
    expect(() => readRegistryService(made.context, 'nothing')).toThrow(
      'The registry knows no service "nothing".',
    );
  });
});
