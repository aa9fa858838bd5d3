import { afterAll, beforeAll, expect, it } from 'vitest';
import { configSchema } from '@/lib/model';
import { testDatabase, type TestDatabase } from '@/prisma/testing/database';
import { pruneNow, schedulePruning } from './prune-history';
import { openQueue } from './queue';
import { event } from '@/lib/views/testing/objects';
import { CART, processOf, ready, stuck } from './testing/watcher';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

const retention = configSchema.parse({
  history: { transitionsDays: 1, eventsDays: 1, readinessHours: 24 },
}).history;
const at = (time: string) => () => new Date(time);

it('deletes what is older than the limits, and keeps what still held at them', async () => {
  const { db } = database;
  const one = await processOf(db, 'one');
  one.show(ready(2));
  await one.flush();
  one.at('03:20:00').show(stuck('ImagePullBackOff'));
  await one.flush();
  one.at('03:30:00').show(ready(2));
  const regarding = ready(2).owner;
  one.world.put('eu', { ...event({ name: 'early', regarding }), lastSeen: '2026-03-12T03:21:00Z' });
  one.world.put('eu', { ...event({ name: 'late', regarding }), lastSeen: '2026-03-12T03:29:00Z' });
  await one.flush();
  await one.recorder.stop();
  const counts = async () => ({
    transitions: await db.client.transition.count({ where: { placement: CART } }),
    templates: await db.client.healthyTemplate.count(),
    readiness: await db.client.readinessPoint.count(),
    events: await db.client.keptEvent.count(),
  });
  expect(await counts()).toEqual({ transitions: 3, templates: 2, readiness: 3, events: 2 });
  expect(await pruneNow({ db, retention, now: at('2026-03-13T03:25:00Z') })).toEqual({
    transitions: 1,
    templates: 1,
    readiness: 1,
    events: 1,
  });
  await pruneNow({ db, retention, now: at('2026-06-01T00:00:00Z') });
  expect(await counts()).toEqual({ transitions: 1, templates: 0, readiness: 1, events: 0 });
});

it('is scheduled once an hour by all processes together', async () => {
  const { db, connectionString } = database;
  const failures: unknown[] = [];
  const open = () => openQueue({ connectionString, onError: (error) => failures.push(error) });
  // Two processes that start at once on a database without the queue's tables.
  const queues = await Promise.all([open(), open()]);
  for (const queue of queues)
    await schedulePruning(queue, { db, retention, now: at('2026-03-12T00:00:00Z') });
  expect(await queues[0].boss.getSchedules()).toMatchObject([{ name: 'prune-history', cron: '23 * * * *' }]);
  const began = performance.now();
  await Promise.all(queues.map((queue) => queue.stop()));
  expect(performance.now() - began).toBeLessThan(10_000);
  expect(failures).toEqual([]);
});
