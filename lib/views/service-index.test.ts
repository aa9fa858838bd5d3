import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AnyObject, CatalogSnapshot } from '@/lib/model';
import { EMPTY_CATALOG } from '@/lib/model';
import { createServiceIndex, type ServiceIndex } from './service-index';
import { component, knownPlacement } from './testing/catalog';
import {
  autoscaler,
  claim,
  deployment,
  disruptionBudget,
  endpointSlice,
  event,
  ingress,
  job,
  node,
  pod,
  replicaSet,
  service,
  statefulSet,
} from './testing/objects';
import { NOW, testWorld } from './testing/world';
import { nothingTouched, type Touched } from './touched';

function setup(snapshot: CatalogSnapshot = EMPTY_CATALOG, clusters = ['eu']) {
  const world = testWorld(clusters);
  let catalog = snapshot;
  const options = { world: world.store, catalog: () => catalog, identityLabels: [] };
  const index = createServiceIndex(options);
  let touched: Touched = nothingTouched();
  world.store.subscribe((batch) => {
    const more = index.apply(batch);
    for (const key of ['placements', 'byEvents', 'services', 'clusters', 'counts'] as const) {
      for (const id of more[key]) touched[key].add(id);
    }
    touched.members ||= more.members;
  });
  return {
    world,
    index,
    setCatalog: (next: CatalogSnapshot) => (catalog = next),
    rebuilt: () => createServiceIndex(options),
    /** What was touched since the last call. */
    touched: () => {
      const since = touched;
      touched = nothingTouched();
      return since;
    },
  };
}

const dump = (index: ServiceIndex) => ({
  placements: [...index.allPlacements()]
    .map(({ id, service, serviceName, workloads }) => ({
      id,
      service,
      serviceName,
      workloads: [...workloads].sort(),
    }))
    .sort((a, b) => a.id.localeCompare(b.id)),
  services: [...index.allServices()]
    .map(({ id, name, component: entity, placements }) => ({
      id,
      name,
      ref: entity?.ref ?? null,
      placements: [...placements].sort(),
    }))
    .sort((a, b) => a.id.localeCompare(b.id)),
});

const CART = { 'backstage.io/kubernetes-id': 'cart' };

describe('identity and the catalog', () => {
  it('joins what a kubernetes-id names over namespaces and clusters', () => {
    const { world, index } = setup(EMPTY_CATALOG, ['eu', 'us']);
    world.put('eu', deployment({ name: 'cart', labels: CART }));
    world.put('us', deployment({ name: 'cart-v2', namespace: 'shop-prod', labels: CART }));
    expect(dump(index).services).toEqual([
      { id: 'cart', name: 'cart', ref: null, placements: ['cart@eu/shop', 'cart@us/shop-prod'] },
    ]);
  });

  it('leaves a workload of its own where nothing names it', () => {
    const { world, index } = setup();
    world.put('eu', deployment({ name: 'cart' }));
    expect(dump(index).services).toMatchObject([{ id: 'cart~shop~eu', name: 'cart' }]);
  });

  it('joins a Component by its annotation, else by its name', () => {
    const ledger = component('ledger-app', { annotations: { 'backstage.io/kubernetes-id': 'ledger' } });
    const { world, index } = setup({ entities: [component('cart'), ledger], placements: [] });
    world.put('eu', deployment({ name: 'cart', labels: CART }));
    world.put('eu', deployment({ name: 'books', labels: { 'backstage.io/kubernetes-id': 'ledger' } }));
    expect(index.service('cart')?.component?.ref).toBe('component:default/cart');
    expect(index.service('ledger')?.name).toBe('ledger-app');
    expect(index.service('ledger')?.placements.size).toBe(1);
  });

  it('joins a Component by its label selector, in its namespace', () => {
    const search = component('search', {
      annotations: {
        'backstage.io/kubernetes-label-selector': 'app in (search, find),tier!=test',
        'backstage.io/kubernetes-namespace': 'shop',
      },
    });
    const { world, index } = setup({ entities: [search], placements: [] });
    world.put('eu', deployment({ name: 'search', labels: { app: 'search' } }));
    world.put('eu', deployment({ name: 'find', namespace: 'other', labels: { app: 'find' } }));
    world.put('eu', deployment({ name: 'trial', labels: { app: 'find', tier: 'test' } }));
    expect([...(index.service('search')?.placements ?? [])]).toEqual(['search@eu/shop']);
  });

  it('takes what an operator made as a workload, and a CronJob’s Job as part of the CronJob', () => {
    const { world, index } = setup();
    const owner = { kind: 'Elasticsearch', metadata: { name: 'logs', uid: 'e1' } };
    world.put('eu', statefulSet({ name: 'logs', serviceName: 'logs', owner }));
    world.put(
      'eu',
      job({ name: 'nightly-1', owner: { kind: 'CronJob', metadata: { name: 'nightly', uid: 'c1' } } }),
    );
    expect(dump(index).placements.map(({ id }) => id)).toEqual(['logs~shop~eu@eu/shop']);
  });

  it('moves a workload to another Service when its identity changes', () => {
    const { world, index } = setup();
    world.put('eu', deployment({ name: 'cart' }));
    world.put('eu', deployment({ name: 'cart', labels: CART }));
    expect(dump(index).services.map(({ id }) => id)).toEqual(['cart']);
  });

  it('follows a new catalog snapshot', () => {
    const { index, setCatalog } = setup();
    setCatalog({ entities: [component('cart')], placements: [] });
    expect(index.refresh().services).toEqual(new Set(['cart']));
    expect(index.service('cart')?.component?.name).toBe('cart');
    expect(index.refresh().members).toBe(false);
  });
});

describe('a placement without workloads', () => {
  const declared = { entities: [component('cart')], placements: [knownPlacement('cart', 'eu', 'shop')] };
  const discovered = { entities: [], placements: [knownPlacement('cart', 'eu', 'shop')] };

  it('is kept where the catalog declares it', () => {
    const { index } = setup(declared);
    expect(index.placement('cart@eu/shop')?.workloads.size).toBe(0);
  });

  it('is dropped where it was discovered and is gone', () => {
    expect(setup(discovered).index.placement('cart@eu/shop')).toBeUndefined();
  });

  it('is kept while its cluster cannot be read', () => {
    const { world, index, touched } = setup(discovered);
    world.writer().setReach({ state: 'unreachable', observedAt: NOW, reason: 'No answer.' }, NOW);
    expect(index.placement('cart@eu/shop')).toBeDefined();
    expect(touched().placements).toContain('cart@eu/shop');
    world.writer().setReach({ state: 'live', observedAt: NOW, reason: null }, NOW);
    expect(index.placement('cart@eu/shop')).toBeUndefined();
  });
});

describe('what a change touches', () => {
  const cart = deployment({ name: 'cart' });
  const carts = replicaSet(cart);
  const one = pod({ name: 'cart-1', owner: carts, labels: { app: 'cart' }, claims: ['cart-data'] });
  const id = 'cart~shop~eu@eu/shop';

  function shop() {
    const made = setup();
    const ledger = deployment({ name: 'ledger', namespace: 'books' });
    made.world.put('eu', cart, carts, one, service({ name: 'cart' }), ledger);
    made.touched();
    return made;
  }

  const sole: readonly [string, AnyObject][] = [
    ['a pod', pod({ name: 'cart-1', owner: carts, ready: false })],
    ['a pod that is new', pod({ name: 'cart-2', owner: carts })],
    ['a ReplicaSet', replicaSet(cart)],
    ['a Deployment', deployment({ name: 'cart', replicas: 3 })],
    ['a Service by its selector', service({ name: 'web', selector: { app: 'cart' } })],
    ['an EndpointSlice by its Service', endpointSlice({ name: 'cart-x1', service: 'cart' })],
    ['an autoscaler by its target', autoscaler({ name: 'cart', target: 'cart' })],
    ['an Ingress by its backend', ingress({ name: 'web', service: 'cart' })],
    ['a disruption budget by its selector', disruptionBudget({ name: 'cart', selector: { app: 'cart' } })],
    ['a claim by the pod that mounts it', claim({ name: 'cart-data', phase: 'Pending' })],
  ];
  it.each(sole)('%s', (_, object) => {
    const { world, touched } = shop();
    world.put('eu', object);
    expect([...touched().placements]).toEqual([id]);
  });

  it('a placement that a Service selected before, and the one that it selects now', () => {
    const { world, touched } = shop();
    world.put('eu', deployment({ name: 'other' }));
    touched();
    world.put('eu', service({ name: 'cart', selector: { app: 'other' } }));
    expect(touched().placements).toEqual(new Set([id, 'other~shop~eu@eu/shop']));
  });

  it('an event, apart from the others', () => {
    const { world, touched } = shop();
    world.put('eu', event({ name: 'cart-1.1', regarding: one }));
    const { placements, byEvents } = touched();
    expect([[...placements], [...byEvents]]).toEqual([[], [id]]);
  });

  it('nothing, by a pod whose ReplicaSet was deleted before it', () => {
    const { world, touched } = shop();
    world.take('eu', carts);
    expect([...touched().placements]).toEqual([id]);
    world.take('eu', one);
    expect([...touched().placements]).toEqual([]);
  });

  it('everything of a cluster when a kind becomes forbidden, nothing by a heartbeat', () => {
    const { world, touched } = shop();
    world.writer().setReach({ state: 'live', observedAt: '2026-03-12T03:14:05Z', reason: null }, NOW);
    expect(touched()).toMatchObject({ placements: new Set(), clusters: new Set(['eu']) });
    world.writer().setKindState('Pod', { state: 'forbidden', reason: 'May not list pods.' }, NOW);
    expect(touched().placements.size).toBe(2);
  });

  it('a node: the cluster’s numbers alone', () => {
    const { world, touched } = shop();
    world.put('eu', node({ name: 'node-1' }));
    expect(touched()).toMatchObject({ placements: new Set(), counts: new Set(['eu']) });
  });

  it('everything of a cluster that is removed', () => {
    const { world, index, touched } = shop();
    world.writer().drop();
    expect(touched().placements.size).toBe(2);
    expect(dump(index)).toEqual({ placements: [], services: [] });
  });
});

describe('ServiceIndex', () => {
  it('equals a rebuild from scratch after any batches', () => {
    const catalog: CatalogSnapshot = {
      entities: [
        component('a'),
        component('b', { annotations: { 'backstage.io/kubernetes-label-selector': 'pick=me' } }),
      ],
      placements: [
        knownPlacement('a', 'eu', 'one'),
        knownPlacement('c', 'us', 'two'),
        knownPlacement('gone', 'eu', 'one', { vanishedAt: NOW }),
      ],
    };
    const name = fc.constantFrom('a', 'b', 'c');
    const step = fc.record({
      act: fc.constantFrom('put', 'put', 'put', 'take', 'away', 'back', 'drop'),
      cluster: fc.constantFrom('eu', 'us'),
      namespace: fc.constantFrom('one', 'two'),
      kind: fc.constantFrom('Deployment', 'StatefulSet', 'Job', 'Service'),
      name,
      labels: fc.constantFrom<Record<string, string>[]>(
        {},
        { 'backstage.io/kubernetes-id': 'a' },
        { pick: 'me' },
        { 'app.kubernetes.io/instance': 'x' },
      ),
      owned: fc.boolean(),
      app: name,
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const { world, index, rebuilt } = setup(catalog, ['eu', 'us']);
        for (const { act, cluster, kind, owned, app, ...named } of steps) {
          const podLabels = { app };
          const object = {
            Deployment: () => deployment({ ...named, podLabels }),
            StatefulSet: () => statefulSet({ ...named, podLabels, serviceName: app }),
            Job: () =>
              job({
                ...named,
                owner: owned ? { kind: 'CronJob', metadata: { name: 'n', uid: 'n' } } : undefined,
              }),
            Service: () => service({ ...named, selector: { app } }),
          }[kind]();
          const reach = act === 'away' ? 'unreachable' : 'live';
          if (act === 'put') world.put(cluster, object);
          else if (act === 'take') world.take(cluster, object);
          else if (act === 'drop') {
            world.writer(cluster).drop();
            world.live(cluster);
          } else world.writer(cluster).setReach({ state: reach, observedAt: NOW, reason: null }, NOW);
        }
        const fresh = rebuilt();
        expect(dump(index)).toEqual(dump(fresh));
        for (const { cluster, namespace, workloads } of fresh.allPlacements()) {
          for (const key of workloads) {
            const names = [index, fresh].map((each) => {
              const within = each.cluster(cluster)?.knows(namespace);
              const held = within?.workloads.get(key);
              return held && within?.servicesOf(held.workload).map(({ metadata }) => metadata.name);
            });
            expect(names[0]).toEqual(names[1]);
          }
        }
      }),
      { numRuns: 200 },
    );
  });
});
