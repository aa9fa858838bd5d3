import { afterAll, beforeAll, expect, it } from 'vitest';
import { listAllReadiness, listReadiness, recordReadiness } from '@/lib/db/readiness';
import { testDatabase, type TestDatabase } from '@/prisma/testing/database';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

it('answers for all placements at once what it answers for each', async () => {
  const { db } = database;
  const at = (hour: number): string => new Date(Date.UTC(2026, 2, 11, hour, 1, 2, 30)).toISOString();
  const seen = (placement: string, hour: number, ready: number) => ({
    cluster: 'eu',
    placement,
    at: at(hour),
    ready,
    desired: 3,
  });
  for (const one of [seen('a', 1, 3), seen('a', 2, 2), seen('a', 5, 3), seen('a', 6, 1), seen('b', 7, 3)]) {
    await db.transaction((tx) => recordReadiness(tx, [one]));
  }
  await db.transaction((tx) => recordReadiness(tx, [seen('c', 1, 0)]));
  const from = new Date(at(4));
  const all = await listAllReadiness(db, from);
  expect([...all.keys()].sort()).toEqual(['a', 'b', 'c']);
  for (const [placement, points] of all) {
    expect(points).toEqual(await listReadiness(db, placement, from));
  }
  expect(all.get('a')?.map(({ ready }) => ready)).toEqual([2, 3, 1]);
  expect(await listAllReadiness(db, new Date(at(0)))).toHaveProperty('size', 3);
});
