import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { EnvironmentRule } from '@/lib/model';
import { readNow } from './now';
import { NowPicture, wholePicture } from './now-picture';
import { change, running, scene } from './testing/scene';
import { NOW } from './testing/world';

const policy = { approvals: 0, minReplicas: 0, maxReplicas: 1000 };
const ENVIRONMENTS: readonly EnvironmentRule[] = [
  { name: 'production', match: [{ namespace: 'one' }], policy },
  { name: 'staging', match: [{ cluster: 'us' }], policy },
];

/** Sorted for comparison: entries of the same time and weight may be in any order. */
function inAnyOrder(view: ReturnType<typeof readNow>) {
  const sorted = (items: readonly unknown[]): string[] => items.map((item) => JSON.stringify(item)).sort();
  return { ...view, rolling: sorted(view.rolling), recent: sorted(view.recent) };
}

/** Before any problem of these tests began. */
const BEFORE = '2026-03-12T01:00:00Z';
const minutes = (many: number): string => new Date(Date.parse(NOW) + many * 60_000).toISOString();

it('is after any changes what is read when everything is looked at', () => {
  const step = fc.record({
    act: fc.constantFrom('put', 'put', 'put', 'take', 'away', 'back', 'change', 'later', 'later'),
    cluster: fc.constantFrom('eu', 'us'),
    namespace: fc.constantFrom('one', 'two'),
    name: fc.constantFrom('a', 'b'),
    label: fc.constantFrom<Record<string, string>[]>({}, { 'backstage.io/kubernetes-id': 'a' }),
    ready: fc.boolean(),
    image: fc.constantFrom('shop:1.0.0', 'shop:1.1.0'),
    look: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(step, { minLength: 6, maxLength: 25 }), (steps) => {
      const { world, context, letGo, setChanges, setNow, errors } = scene({
        clusters: ['eu', 'us'],
        environments: ENVIRONMENTS,
      });
      letGo();
      const picture = new NowPicture(context);
      const shown = new Map<string, unknown>();
      const look = (): void => {
        const { upserts, gone } = picture.settle();
        for (const problem of upserts) shown.set(problem.placement, problem);
        for (const id of gone) shown.delete(id);
      };
      world.store.subscribe((batch) => {
        const touched = context.index.apply(batch);
        context.views.invalidate(touched);
        picture.touch([...touched.placements, ...touched.byEvents]);
        for (const id of touched.services) picture.touch(context.index.service(id)?.placements ?? []);
      });
      let at = 0;
      for (const [
        index,
        { act, cluster, namespace, name, label, ready, image, look: looks },
      ] of steps.entries()) {
        const { all, owner } = running({ name, namespace, labels: label, image, pods: [{ ready }] });
        if (act === 'put') for (const object of all) world.put(cluster, object);
        if (act === 'take') world.take(cluster, owner);
        if (act === 'away' || act === 'back') {
          const state = act === 'away' ? 'unreachable' : 'live';
          world.writer(cluster).setReach({ state, observedAt: NOW, reason: null }, NOW);
        }
        if (act === 'change') {
          const target = { cluster, namespace, kind: 'Deployment' as const, name };
          setChanges([change({ id: `CH-${index}`, target, createdAt: BEFORE, updatedAt: minutes(at) })]);
        }
        if (act === 'later') {
          at += 16 * 60;
          setNow(minutes(at));
          picture.touch(context.views.takeExpired());
        }
        if (looks) look();
      }
      look();
      expect(inAnyOrder(readNow(context, picture))).toEqual(inAnyOrder(readNow(context)));
      const all = wholePicture(context).problems();
      expect(shown).toEqual(new Map(all.map((problem) => [problem.placement, problem])));
      expect(errors).toEqual([]);
    }),
    { numRuns: 200 },
  );
});
