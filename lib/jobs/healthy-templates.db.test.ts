import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { listHealthyTemplates } from '@/lib/db/healthy-templates';
import { testDatabase, type TestDatabase } from '@/prisma/testing/database';
import { forgetHistory, processOf, ready, stuck, type Watcher } from './testing/watcher';

let database: TestDatabase;
const running: Watcher[] = [];
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());
beforeEach(async () => {
  for (const one of running.splice(0)) await one.recorder.stop();
  await forgetHistory(database.db);
});

async function watcher(name = 'one'): Promise<Watcher> {
  const made = await processOf(database.db, name);
  running.push(made);
  return made;
}

const { uid } = ready().owner.metadata;

/** The records of cart, oldest first: `rs1 03:14:00–03:14:10`. */
async function records(): Promise<string[]> {
  const found = await listHealthyTemplates(database.db, {
    cluster: 'eu',
    workloadUid: uid,
    from: new Date(0),
  });
  const time = (at: Date | null): string => at?.toISOString().slice(11, 19) ?? '';
  return found.reverse().map(({ revision, from, until }) => {
    return `${revision.revisionName} ${time(from)}–${time(until)}`;
  });
}

it('keeps from when to when a template was Complete and Healthy, with the revision that holds it', async () => {
  const one = await watcher();
  one.show(ready(2));
  await one.flush();
  one.at('03:14:10').show(stuck('ImagePullBackOff'));
  one.at('03:14:40').show(ready(2));
  await one.flush();
  const set = ready(2).set.metadata;
  expect(await records()).toEqual([`${set.name} 03:14:00–03:14:10`, `${set.name} 03:14:40–`]);
  const [last] = await listHealthyTemplates(database.db, {
    cluster: 'eu',
    workloadUid: uid,
    from: new Date(0),
  });
  expect(last?.revision).toMatchObject({ uid: set.uid, revisionName: set.name, version: '1.0.0' });
});

it('continues while it is seen again, and records when that was', async () => {
  const one = await watcher();
  one.show(ready());
  await one.flush();
  one.at('03:20:00');
  await one.flush();
  one.at('03:26:00');
  await one.flush();
  const found = await listHealthyTemplates(database.db, {
    cluster: 'eu',
    workloadUid: uid,
    from: new Date(0),
  });
  expect(found).toMatchObject([{ until: null, seenAt: new Date('2026-03-12T03:26:00Z') }]);
});

it('is not continued over a time in which no process watched', async () => {
  const one = await watcher();
  one.show(ready());
  await one.flush();
  await one.recorder.stop();
  const two = await watcher('two');
  two.at('03:40:00').show(ready());
  await two.flush();
  const { name } = ready().set.metadata;
  expect(await records()).toEqual([`${name} 03:14:00–03:14:00`, `${name} 03:40:00–`]);
});

it('continues over a quick restart', async () => {
  const one = await watcher();
  one.show(ready());
  await one.flush();
  await one.recorder.stop();
  const two = await watcher('two');
  two.at('03:14:30').show(ready());
  await two.flush();
  expect(await records()).toEqual([`${ready().set.metadata.name} 03:14:00–`]);
});

it('ends when the workload is deleted, or its cluster is not seen any more', async () => {
  const one = await watcher();
  one.show(ready());
  await one.flush();
  one.at('03:15:30').reach('stale', '2026-03-12T03:15:10.000Z');
  one.at('03:16:00').reach('live', '2026-03-12T03:16:00.000Z');
  one.at('03:17:00').world.take('eu', ...ready().all);
  await one.flush();
  const { name } = ready().set.metadata;
  expect(await records()).toEqual([`${name} 03:14:00–03:15:30`, `${name} 03:16:00–03:17:00`]);
});

it('is written once by two processes, and an outdated sighting of the slower one ends nothing', async () => {
  const [one, two] = [await watcher('one'), await watcher('two')];
  for (const each of [one, two]) each.show(ready());
  await Promise.all([one.flush(), two.flush()]);
  const holder = await database.db.client.historyLease.findFirstOrThrow();
  const [writes, lags] = holder.owner === 'one' ? [one, two] : [two, one];
  lags.at('03:14:10').show(stuck('ImagePullBackOff'));
  writes.at('03:14:10').show(stuck('ImagePullBackOff'));
  writes.at('03:14:20').show(ready());
  await writes.flush();
  await writes.recorder.stop();
  await lags.flush();
  const { name } = ready().set.metadata;
  expect(await records()).toEqual([`${name} 03:14:00–03:14:10`, `${name} 03:14:20–`]);
});

it('begins again with a new workload of the same name', async () => {
  const one = await watcher();
  one.show(ready());
  await one.flush();
  const again = ready();
  const owner = { ...again.owner, metadata: { ...again.owner.metadata, uid: 'made-again' } };
  const reference = { ...again.set.metadata.ownerReferences[0], uid: 'made-again' };
  const set = {
    ...again.set,
    metadata: { ...again.set.metadata, ownerReferences: [reference] },
  } as typeof again.set;
  one.at('03:15:00').world.put('eu', owner, set);
  await one.flush();
  const remade = await listHealthyTemplates(database.db, {
    cluster: 'eu',
    workloadUid: 'made-again',
    from: new Date(0),
  });
  expect(remade).toMatchObject([{ from: new Date('2026-03-12T03:15:00Z'), until: null }]);
  expect(await records()).toEqual([`${again.set.metadata.name} 03:14:00–03:15:00`]);
});
