import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeRegistryToken } from '@/lib/actions';
import { EVERYTHING, type Actor } from '@/lib/model';
import { instance, registryOn } from '@/lib/registry/testing/registries';
import { testDatabase, type TestDatabase } from '@/prisma/testing/database';
import { readRegistryTokens } from './tokens';

let database: TestDatabase;
let here: Awaited<ReturnType<typeof registryOn>>;
let there: typeof here;

const lead: Actor = { id: 'user:lin', name: 'Lin', role: 'lead', groups: [], sessionId: 's' };
const now = (): Date => new Date(Date.UTC(2026, 2, 12, 3));

beforeAll(async () => {
  database = await testDatabase();
  here = await registryOn(database.db);
  there = await registryOn(database.db);
});
afterAll(async () => {
  await Promise.all([here.stop(), there.stop()]);
  await database.drop();
});

const read = (process: typeof here, actor = lead) =>
  readRegistryTokens(
    { db: database.db, actor, registered: process.picture, scope: EVERYTHING },
    process.tokens,
  );

it('shows for each token when it was last used, in any process, and which instances it covers', async () => {
  const { db } = database;
  const labels = await makeRegistryToken({ db, actor: lead, now }, { name: 'labels', services: ['label-*'] });
  await makeRegistryToken({ db, actor: lead, now }, { name: 'printers', services: ['*-printer'] });
  for (const service of ['label-printer', 'label-cutter', 'door']) {
    await here.register({ service, id: `${service}-1` }, instance());
  }
  expect(await read(here)).toEqual([
    {
      name: 'labels',
      services: ['label-*'],
      createdBy: 'Lin',
      createdAt: '2026-03-12T03:00:00.000Z',
      lastUsedAt: null,
      instances: { covered: 2, onlyByThis: 1 },
    },
    expect.objectContaining({ name: 'printers', instances: { covered: 1, onlyByThis: 0 } }),
  ]);

  expect((await here.tokens.find(labels.token))?.name).toBe('labels');
  const [used] = await read(here);
  expect(Math.abs(Date.parse(used?.lastUsedAt ?? '') - here.picture.now())).toBeLessThan(2000);
  // The other process knows it when it was recorded; a heartbeat records nothing.
  expect((await read(there))[0]?.lastUsedAt).toBeNull();
  await here.tokens.keepUse();
  expect((await read(there))[0]?.lastUsedAt).toBe(used?.lastUsedAt);

  // An earlier use that is recorded later changes nothing.
  await there.tokens.reload();
  expect(there.tokens.lastUsedAt('labels')).toBe(Date.parse(used?.lastUsedAt ?? ''));
  expect(there.tokens.grantOf('phr_nobody')).toBeNull();
});

it('knows a token as soon as it is made, in every process, and reads the database once for many calls', async () => {
  const { db } = database;
  const made = await makeRegistryToken({ db, actor: lead, now }, { name: 'fresh', services: ['fresh'] });
  const found = await Promise.all([
    ...Array.from({ length: 20 }, () => there.tokens.find(made.token)),
    there.tokens.find('phr_nobody'),
    there.tokens.find('not one of ours'),
  ]);
  expect(found.map((grant) => grant?.name)).toEqual([
    ...Array.from({ length: 20 }, () => 'fresh'),
    undefined,
    undefined,
  ]);
});

it('is for leads and administrators', async () => {
  await expect(read(here, { ...lead, role: 'engineer' })).rejects.toMatchObject({ code: 'forbidden' });
});
