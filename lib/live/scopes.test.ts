import { describe, expect, it } from 'vitest';
import {
  EVERYTHING,
  registryServiceFromRows,
  serviceFromRows,
  type Actor,
  type ListTopic,
  type Scope,
  type Topic,
} from '@/lib/model';
import { readDependents } from '@/lib/reads';
import { LIST_TOPICS } from '@/lib/model';
import { component } from '@/lib/views/testing/catalog';
import { calling } from '@/lib/views/testing/calling';
import { change, running } from '@/lib/views/testing/scene';
import { actor, stage } from './testing/stage';

/** Sees the namespace shop, and the clusters as such. */
const SHOP: Scope = {
  key: 'shop',
  sees: ({ cluster, namespace }) => cluster !== null && (namespace === null || namespace === 'shop'),
};
const WIDE = actor('user:wide');
const NARROW = actor('user:narrow');
const scopeOf = ({ id }: Actor): Scope => (id === NARROW.id ? SHOP : EVERYTHING);

const BROKEN = { pods: [{ waiting: 'ImagePullBackOff', ready: false }], ready: 0 };
/** All names of the namespace vault match this. */
const HIDDEN = /vault|secret/;

function setup() {
  const target = (namespace: string, name: string) =>
    ({ cluster: 'eu', namespace, kind: 'Deployment', name }) as const;
  const made = stage({
    scopeOf,
    catalog: { entities: [component('secret-plan')], placements: [] },
    changes: [
      change({ id: 'CH-2', title: 'Deploy secret', target: target('vault', 'secret'), service: null }),
      change({ id: 'CH-1', target: target('shop', 'cart') }),
    ],
  });
  const { world, clock, live } = made;
  world.put('eu', ...running({ name: 'cart' }).all, ...running({ name: 'mail', ...BROKEN }).all);
  world.put('eu', ...calling({ name: 'secret', namespace: 'vault' }, { CART_ADDR: 'cart.shop:80' }).all);
  world.put('eu', ...running({ name: 'secret-two', namespace: 'vault', ...BROKEN }).all);
  clock.advance(5000);
  const page = (topic: ListTopic, who: Actor) => live.page(topic, who).items;
  return { ...made, page };
}

describe('two viewers with different scopes', () => {
  it.each(LIST_TOPICS)('never get rows of %s that their scope does not see', (topic) => {
    const { page } = setup();
    expect(JSON.stringify(page(topic, NARROW))).not.toMatch(HIDDEN);
    expect(page(topic, NARROW).length).toBeLessThanOrEqual(page(topic, WIDE).length);
  });

  it.each(['services', 'health', 'rollouts', 'changes', 'topology', 'registry'] as const)(
    'differ in %s, so that the rows above are missing for a reason',
    (topic) => {
      const { page } = setup();
      expect(JSON.stringify(page(topic, WIDE))).toMatch(HIDDEN);
      expect(page(topic, NARROW).length).toBeGreaterThan(0);
    },
  );

  it('count what they see: Now and the clusters', () => {
    const { page } = setup();
    expect(page('now', WIDE)).toMatchObject([{ environments: [{ services: 4 }] }]);
    expect(page('now', NARROW)).toMatchObject([{ environments: [{ services: 2 }], broken: [{}] }]);
    const pods = { total: 2 };
    expect(page('clusters', WIDE)).toMatchObject([{ pods: { total: 4 }, services: 4 }]);
    expect(page('clusters', NARROW)).toMatchObject([{ pods, services: 2 }]);
  });

  it('get the calls and dependents that they see', () => {
    const { page, picture } = setup();
    const edges = (who: Actor) =>
      (page('topology', who) as readonly { kindOfRow: string }[]).filter((row) => row.kindOfRow === 'edge');
    expect([edges(WIDE).length, edges(NARROW).length]).toEqual([1, 0]);
    const dependents = (scope: Scope) => readDependents(picture.context(scope), 'cart~shop~eu').items;
    expect(dependents(EVERYTHING)).toHaveLength(1);
    expect(dependents(SHOP)).toEqual([]);
  });

  it('open one thing, or get an error that it does not exist', async () => {
    const { live } = setup();
    const hidden = 'service:secret~vault~eu' as const;
    const opened = async (id: typeof hidden | 'service:cart~shop~eu', who: Actor) =>
      serviceFromRows((await live.page(id, who)).items);
    expect(await opened(hidden, WIDE)).toMatchObject({ name: 'secret', pods: [{}] });
    expect((await live.page(hidden, NARROW)).items).toEqual([]);
    expect(await opened('service:cart~shop~eu', NARROW)).toMatchObject({ name: 'cart', pods: [{}] });
    expect((await live.page('registry:secret~vault~eu', NARROW)).items).toEqual([]);
    const registered = (await live.page('registry:cart~shop~eu', NARROW)).items;
    expect(registryServiceFromRows(registered)).toMatchObject({ name: 'cart', instances: [{}] });
  });

  it('get no delta of what they do not see, in any topic', async () => {
    const { world, clock, listen } = setup();
    const topics: readonly Topic[] = [...LIST_TOPICS, 'service:secret~vault~eu'];
    const narrow = await listen(topics, NARROW);
    const wide = await listen(topics, WIDE);
    clock.advance(5000);
    narrow.messages.length = 0;
    wide.messages.length = 0;
    world.put('eu', ...running({ name: 'secret', namespace: 'vault', ...BROKEN }).all);
    world.take('eu', running({ name: 'secret-two', namespace: 'vault' }).owner);
    clock.advance(10_000);
    expect(wide.text()).toMatch(HIDDEN);
    expect(narrow.messages).toEqual([]);
    world.put('eu', ...running({ name: 'cart', ...BROKEN }).all);
    clock.advance(10_000);
    expect(narrow.text()).toContain('cart~shop~eu');
    expect(narrow.text()).not.toMatch(HIDDEN);
  });

  it('continue from their own position, and not from another scope’s', async () => {
    const { world, clock, listen, live } = setup();
    const first = live.page('services', NARROW);
    const other = live.page('services', WIDE);
    clock.advance(5000);
    world.put('eu', ...running({ name: 'secret', namespace: 'vault', ...BROKEN }).all);
    world.put('eu', ...running({ name: 'cart', ...BROKEN }).all);
    clock.advance(5000);
    const own = await listen(['services'], NARROW, { epoch: first.epoch, seq: first.seq });
    expect(own.messages.map(({ event }) => event)).toEqual(['delta']);
    expect(own.text()).not.toMatch(HIDDEN);
    // A tab that saw everything before gets a snapshot: deltas would not remove what it may not see any more.
    const wider = await listen(['services'], NARROW, { epoch: other.epoch, seq: other.seq });
    expect(wider.messages.map(({ event }) => event)).toEqual(['snapshot']);
    expect(wider.text()).not.toMatch(HIDDEN);
  });

  it('share one serialised message within a scope', async () => {
    const { world, clock, listen } = setup();
    const one = await listen(['services'], NARROW);
    const two = await listen(['services'], NARROW);
    world.put('eu', ...running({ name: 'cart', ...BROKEN }).all);
    clock.advance(100);
    expect(one.messages.length).toBeGreaterThan(1);
    expect(two.messages.at(-1)).toBe(one.messages.at(-1));
  });

  it('leave nothing behind when no viewer of that scope is left', async () => {
    const { clock, live, listen } = setup();
    const { stop } = await listen([...LIST_TOPICS], NARROW);
    expect(live.hub.has({ topic: 'services', scope: SHOP.key })).toBe(true);
    stop();
    clock.advance(60_000);
    for (const topic of LIST_TOPICS) expect(live.hub.has({ topic, scope: SHOP.key })).toBe(false);
    expect(live.hub.has({ topic: 'services', scope: EVERYTHING.key })).toBe(true);
  });
});
