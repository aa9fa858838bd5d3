import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { loadCatalog } from '@/lib/db/catalog';
import { manualTimers } from '@/lib/live/testing/manual-timers';
import { component } from '@/lib/views/testing/catalog';
import { running, scene } from '@/lib/views/testing/scene';
import { NOW } from '@/lib/views/testing/world';
import { testDatabase, type TestDatabase } from '@/prisma/testing/database';
import { createCatalogSync } from './sync-catalog';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());
beforeEach(() => database.db.client.service.deleteMany());

function setup() {
  const made = scene({ catalog: { entities: [component('search')], placements: [] } });
  const clock = manualTimers();
  const { db } = database;
  const failures: unknown[] = [];
  let writes = 0;
  let broken = false;
  const transaction: typeof db.transaction = (work) => {
    writes += 1;
    return broken ? Promise.reject(new Error('the database is away')) : db.transaction(work);
  };
  const sync = createCatalogSync({
    db: { transaction },
    index: made.context.index,
    catalog: made.context.catalog,
    now: made.context.now,
    onError: (error) => failures.push(error),
    after: (ms, callback) => clock.timers.after(ms, callback),
  });
  /** Writes what differs and loads the catalog again. */
  const round = async () => {
    await sync.run();
    const { placements } = await loadCatalog(db);
    const entities = [component('search')];
    made.setCatalog({ entities, placements });
    made.context.index.refresh();
    return placements.map(({ id, vanishedAt }) => `${id}${vanishedAt === null ? '' : ' vanished'}`);
  };
  return {
    ...made,
    clock,
    sync,
    round,
    failures,
    writes: () => writes,
    break: (value: boolean) => (broken = value),
  };
}

it('keeps what is seen and writes nothing twice', async () => {
  const { world, round, writes } = setup();
  world.put('eu', ...running({ name: 'cart' }).all);
  expect(await round()).toEqual(['cart~shop~eu@eu/shop']);
  expect(await round()).toEqual(['cart~shop~eu@eu/shop']);
  expect(writes()).toBe(1);
});

it('marks what a cluster that was read no longer has, and removes the mark when it is back', async () => {
  const { world, round, context } = setup();
  const search = running({ name: 'search', labels: { 'backstage.io/kubernetes-id': 'search' } });
  world.put('eu', ...search.all);
  await round();
  world.take('eu', search.owner);
  expect(await round()).toEqual(['search@eu/shop vanished']);
  expect(context.views.get('search@eu/shop')?.summary.health.status).toBe('Missing');
  world.put('eu', search.owner);
  expect(await round()).toEqual(['search@eu/shop']);
});

it('marks nothing while a cluster or a kind is unavailable', async () => {
  const { world, round } = setup();
  const cart = running({ name: 'cart' });
  world.put('eu', ...cart.all);
  await round();
  world.writer().setReach({ state: 'unreachable', observedAt: NOW, reason: 'No answer.' }, NOW);
  world.writer().clear('Deployment');
  expect(await round()).toEqual(['cart~shop~eu@eu/shop']);
  world.writer().setReach({ state: 'live', observedAt: NOW, reason: null }, NOW);
  world.writer().setKindState('Deployment', { state: 'forbidden', reason: 'No deployments (403).' }, NOW);
  expect(await round()).toEqual(['cart~shop~eu@eu/shop']);
  world.writer().setKindState('Deployment', { state: 'listing', reason: null }, NOW);
  expect(await round()).toEqual(['cart~shop~eu@eu/shop']);
  world.writer().setKindState('Deployment', { state: 'live', reason: null }, NOW);
  expect(await round()).toEqual(['cart~shop~eu@eu/shop vanished']);
});

it('marks nothing of a cluster that is not watched by this process', async () => {
  const { world, round } = setup();
  world.put('eu', ...running({ name: 'cart' }).all);
  await round();
  world.writer().drop();
  expect(await round()).toEqual(['cart~shop~eu@eu/shop']);
});

it('writes once for many changes, and tries again after a failure', async () => {
  const { world, clock, sync, failures, writes, break: breakDb } = setup();
  world.put('eu', ...running({ name: 'cart' }).all);
  breakDb(true);
  for (let move = 0; move < 5; move += 1) {
    world.put('eu', ...running({ name: `s${move}` }).all);
    sync.placementsDerived();
  }
  clock.advance(1000);
  await expect.poll(() => failures.length).toBe(1);
  expect(writes()).toBe(1);
  breakDb(false);
  clock.advance(5000);
  await sync.stop();
  expect((await loadCatalog(database.db)).placements).toHaveLength(6);
  expect(failures).toEqual([new Error('the database is away')]);
});

it('writes only where placements were added, removed or changed their workloads', () => {
  const { world, clock, sync } = setup();
  const cart = running({ name: 'cart' });
  world.put('eu', cart.owner);
  sync.placementsDerived();
  expect(clock.waiting).toBe(1);
  clock.advance(1000);
  world.put('eu', ...cart.pods);
  sync.placementsDerived();
  expect(clock.waiting).toBe(0);
});
