import { describe, expect, it } from 'vitest';
import { CELLS_MAX } from '@/lib/derive/rollout/cells';
import { rowKey, type ServiceRow } from '@/lib/model';
import { readRollouts } from '@/lib/reads';
import { allServices } from '@/lib/reads/services';
import { ServiceRows } from './service-rows';
import { autoscaler, event, ingress, type PodSpec } from './testing/objects';
import { change, running, scene } from './testing/scene';

const ID = 'cart~shop~eu';
/** One row for each pod, or for what belongs to one pod. */
const OF_ONE_POD: ReadonlySet<ServiceRow['kindOfRow']> = new Set(['pod', 'endpoint', 'event']);

/** The states of pods, by their index. */
const STATES: Readonly<Record<string, (index: number) => Partial<PodSpec>>> = {
  'that are ready': () => ({}),
  'of which every second cannot pull its image': (index) =>
    index % 2 === 0 ? {} : { ready: false, waiting: 'ErrImagePull' },
  'that are all not ready': () => ({ ready: false }),
};

/** The rows of a service with so many pods, each on a node of its own and with an event. */
function rowsAt(count: number, podAt: (index: number) => Partial<PodSpec>) {
  const made = scene();
  const pods = Array.from({ length: count }, (_, index) => ({ node: `node-${index}`, ...podAt(index) }));
  const ready = pods.filter((pod) => pod.ready !== false).length;
  const cart = running({ name: 'cart', replicas: count, ready, pods });
  made.world.put('eu', ...cart.all, ingress({ name: 'cart', service: 'cart' }));
  made.world.put('eu', autoscaler({ name: 'cart', target: 'cart' }));
  made.world.put('eu', ...cart.pods.map((pod, index) => event({ name: `cart-${index}`, regarding: pod })));
  made.setChanges([change({ id: 'CH-1' })]);
  const rows = new ServiceRows(made.context, ID);
  const all = [...rows.derive(rows.placementIds()).upserts.values()];
  return {
    all,
    others: all.filter(({ kindOfRow }) => !OF_ONE_POD.has(kindOfRow)),
    listed: { services: allServices(made.context), rollouts: readRollouts(made.context, {}).items },
  };
}

/** How much longer a text may become by other numbers and their grammar: `1 pod` and `100 pods`, `both` and `all 200`. */
const GRAMMAR_MAX = 20;

/** The texts and numbers in a value, by their paths. The cells of a rollout are left out, after a check of their bound. */
function leavesOf(value: unknown, path = ''): readonly (readonly [path: string, text: string])[] {
  if (typeof value !== 'object' || value === null) return [[path, String(value)]];
  return Object.entries(value).flatMap(([key, part]: [string, unknown]) => {
    if (key !== 'cells') return leavesOf(part, `${path}/${key}`);
    expect((part as readonly unknown[]).length).toBeLessThanOrEqual(CELLS_MAX);
    return [];
  });
}

/** Expects the same fields and equally long lists in both, and no text that is longer by more than its numbers. */
function expectNoGrowth(few: unknown, many: unknown): void {
  const before = new Map(leavesOf(few));
  const after = leavesOf(many);
  expect(after.map(([path]) => path)).toEqual([...before.keys()]);
  expect(after.filter(([path, text]) => text.length > (before.get(path) ?? '').length + GRAMMAR_MAX)).toEqual(
    [],
  );
}

const byKey = (rows: readonly ServiceRow[]) =>
  Object.fromEntries(rows.map((row) => [rowKey(`service:${ID}`, row), row]));

describe.each(Object.entries(STATES))('a service with pods %s', (_, podAt) => {
  it('has a row for each pod, and no other row that grows with the number of pods', () => {
    const few = rowsAt(2, podAt);
    const many = rowsAt(200, podAt);
    expect(many.all.filter(({ kindOfRow }) => kindOfRow === 'pod')).toHaveLength(200);
    expect(few.others.map(({ kindOfRow }) => kindOfRow)).toEqual(
      expect.arrayContaining(['service', 'placement', 'workload', 'rollout', 'revision', 'change']),
    );
    expectNoGrowth(byKey(few.others), byKey(many.others));
  });

  it('has rows in the lists that do not grow either', () => {
    expectNoGrowth(rowsAt(2, podAt).listed, rowsAt(200, podAt).listed);
  });
});
