import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rowKey, serviceFromRows, type ServiceRow } from '@/lib/model';
import { readService } from '@/lib/reads';
import { ServiceRows } from './service-rows';
import { component } from './testing/catalog';
import { event, ingress } from './testing/objects';
import { change, running, scene, type RunningSpec } from './testing/scene';

const ID = 'cart';
const LABELS = { 'backstage.io/kubernetes-id': ID };

type Cluster = 'eu' | 'us';
interface Step {
  readonly cluster: Cluster;
  /** Null: the Deployment is deleted with all its objects. */
  readonly spec: Omit<RunningSpec, 'name'> | null;
  readonly name: 'cart' | 'cart-worker';
  readonly hasEvent: boolean;
  readonly changes: number;
  /** Whether these rows are taken before the next step. */
  readonly isTaken: boolean;
}

const podSpec = fc.record({
  ready: fc.boolean(),
  waiting: fc.constantFrom(undefined, 'ErrImagePull', 'ContainerCreating'),
});
const step: fc.Arbitrary<Step> = fc.record({
  cluster: fc.constantFrom<Cluster>('eu', 'us'),
  name: fc.constantFrom('cart', 'cart-worker'),
  spec: fc.option(
    fc.record({
      image: fc.constantFrom('registry.example/app:1.0.0', 'registry.example/app:1.1.0'),
      pods: fc.array(podSpec, { maxLength: 4 }),
    }),
    { freq: 5 },
  ),
  hasEvent: fc.boolean(),
  changes: fc.integer({ min: 0, max: 3 }),
  isTaken: fc.boolean(),
});

function stage() {
  const made = scene({
    clusters: ['eu', 'us'],
    catalog: { entities: [component(ID)], placements: [] },
  });
  const rows = new ServiceRows(made.context, ID);
  const held = new Map<string, ServiceRow>();
  return {
    ...made,
    rows,
    held,
    take: (named: ReadonlySet<string> = rows.placementIds()) => {
      const moved = rows.derive(named);
      for (const key of moved.deletes) held.delete(key);
      for (const [key, row] of moved.upserts) held.set(key, row);
      return moved;
    },
    put: (one: Step) => {
      const { cluster, name, spec, hasEvent, changes } = one;
      made.world.take(cluster, ...running({ name, replicas: 4 }).all);
      if (spec !== null) {
        const all = running({ name, labels: LABELS, replicas: spec.pods?.length ?? 1, ...spec });
        made.world.put(cluster, ...all.all, ingress({ name, service: name }));
        const [pod] = all.pods;
        if (hasEvent && pod) made.world.put(cluster, event({ name: `${name}-e`, regarding: pod }));
      }
      made.setChanges(
        Array.from({ length: changes }, (_, index) => change({ id: `CH-${changes - index}`, service: ID })),
      );
    },
  };
}

describe('ServiceRows', () => {
  it('makes what the service reads as, whatever changed and in whatever order its rows are held', () => {
    let largest = 0;
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 6 }), fc.nat(), (steps, turn) => {
        const { context, take, put, held } = stage();
        for (const one of steps) {
          put(one);
          if (one.isTaken) take();
        }
        take();
        for (const [key, row] of held) expect(rowKey(`service:${ID}`, row)).toBe(key);
        const rows = [...held.values()];
        const place = rows.length === 0 ? 0 : turn % rows.length;
        const turned = [...rows.slice(place), ...rows.slice(0, place)].reverse();
        const service = readService(context, ID);
        expect(serviceFromRows(turned)).toEqual(service);
        largest = Math.max(largest, service.pods.length);
      }),
      { numRuns: 60, seed: 11 },
    );
    expect(largest, 'pods of several workloads and clusters').toBeGreaterThan(4);
  });

  it('derives only the named placements, and keeps every row that did not change', () => {
    const { take, put, world, held } = stage();
    const common = { name: 'cart', hasEvent: true, changes: 1, isTaken: true } as const;
    put({ ...common, cluster: 'eu', spec: { pods: [{}, {}] } });
    put({ ...common, cluster: 'us', spec: { pods: [{}] } });
    take();
    const before = new Map(held);
    expect([...take().upserts.keys()].filter((key) => /^(pod|endpoint|event):/.test(key))).toEqual([]);
    const [, second] = running({ name: 'cart', labels: LABELS, pods: [{}, { ready: false }] }).pods;
    if (!second) throw new Error('no pod');
    world.put('eu', second);
    const { upserts, deletes } = take(new Set([`${ID}@eu/shop`]));
    expect(deletes).toEqual([]);
    expect([...upserts.keys()].filter((key) => key.startsWith('pod:'))).toEqual([
      'pod:eu/Pod:shop:cart-rs1-1',
    ]);
    expect([...upserts.keys()].filter((key) => /^(endpoint|event):|:us/.test(key))).toEqual([]);
    const kept = 'pod:eu/Pod:shop:cart-rs1-0';
    expect(held.get(kept)).toBe(before.get(kept));
  });

  it('deletes all rows of a service that its scope does not see any more', () => {
    const { take, put, held, setCatalog, world } = stage();
    put({ cluster: 'eu', name: 'cart', spec: { pods: [{}] }, hasEvent: true, changes: 1, isTaken: true });
    take();
    expect(held.size).toBeGreaterThan(6);
    world.take('eu', ...running({ name: 'cart' }).all);
    setCatalog({ entities: [], placements: [] });
    take();
    expect([...held.keys()]).toEqual([]);
  });
});
