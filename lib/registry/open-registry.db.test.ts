import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { listRegistryEvents } from '@/lib/db/registry';
import { testDatabase, type TestDatabase } from '@/prisma/testing/database';
import { createDb, type Db } from '@/lib/db/client';
import type { Registry } from './contract';
import { heartbeat, instance, registryOn } from './testing/registries';

let database: TestDatabase;
let other: Db;
let a: Registry;
let b: Registry;

beforeAll(async () => {
  database = await testDatabase();
  other = createDb({ connectionString: database.connectionString, poolSize: 4 });
});
afterAll(async () => {
  await other.close();
  await database.drop();
});
beforeEach(async () => {
  const { client } = database.db;
  await client.registryInstance.deleteMany();
  await client.registryEvent.deleteMany();
  await client.registryBeats.deleteMany();
  a = await registryOn(database.db);
  b = await registryOn(other);
});
afterEach(() => Promise.all([a.stop(), b.stop()]));

const web1 = { service: 'web', id: 'web-1' };
const passing = { check: null, status: 'passing', output: '' } as const;
const soon = { timeout: 20_000, interval: 10 };

describe('two processes on one database', () => {
  it('give the same answer about what registered, changed and left', async () => {
    await a.register(web1, instance({ tags: ['blue'] }));
    await vi.waitFor(() => expect(b.picture.instances('web')).toEqual(a.picture.instances('web')), soon);
    expect(b.picture.instances('web')).toHaveLength(1);
    expect(b.picture.index()).toBe(a.picture.index());

    await b.report(web1, { check: null, status: 'warning', output: 'the disk is nearly full' });
    await vi.waitFor(() => expect(a.picture.instances('web')[0]?.status).toBe('warning'), soon);
    await b.drain(web1, { reason: 'a new disk', by: 'Eve' });
    await vi.waitFor(() => expect(a.picture.instances('web')[0]?.drained?.reason).toBe('a new disk'), soon);

    expect(await a.deregister(web1, null)).toBe(true);
    await vi.waitFor(() => expect(b.picture.services()).toEqual([]), soon);
    const events = await listRegistryEvents(database.db, { service: 'web', limit: 10 });
    expect(events.map(({ kind }) => kind)).toEqual(['left', 'drained', 'warning', 'joined']);
  });

  it('accept a heartbeat of an instance that the other has just registered', async () => {
    await a.register(web1, instance());
    await b.report(web1, passing);
    await expect(Promise.resolve(b.report({ service: 'web', id: 'nobody' }, passing))).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  it('decide one after the other, so that no write is lost', async () => {
    const many = Array.from({ length: 60 }, (_, index) => ({ service: 'web', id: `web-${index}` }));
    await Promise.all(many.map((key, index) => (index % 2 === 0 ? a : b).register(key, instance())));
    await Promise.all([
      ...many.map((key) => a.drain(key, { reason: 'x', by: 'Eve' })),
      ...many.map((key) => b.report(key, { check: null, status: 'warning', output: 'w' })),
    ]);
    await vi.waitFor(() => expect(a.picture.index()).toBe(b.picture.index()), soon);
    for (const { picture } of [a, b]) {
      const seen = picture.instances('web');
      expect(seen).toHaveLength(60);
      expect(seen.every(({ status, drained }) => status === 'warning' && drained !== null)).toBe(true);
    }
    expect(new Set([...a.table.all()].flatMap(({ checks }) => checks.map(({ slot }) => slot))).size).toBe(60);
  });

  it('make an instance critical that is silent at both, and passing with its next heartbeat', async () => {
    // A pause of the machine makes no instance critical.
    await a.register(web1, instance({ checks: [heartbeat(3000)] }));
    await a.register({ service: 'web', id: 'web-2' }, instance({ checks: [heartbeat(3000)] }));
    const beats = setInterval(() => void b.report(web1, passing), 100);
    try {
      await vi.waitFor(() => expect(a.picture.instances('web')[1]?.status).toBe('critical'), soon);
    } finally {
      clearInterval(beats);
    }
    const [first, second] = a.picture.instances('web');
    expect(first?.status).toBe('passing');
    expect(second?.checks[0]?.output).toMatch(
      /^No heartbeat for \d+(\.\d)? s; one was expected every 3 s\.$/,
    );
    await b.report({ service: 'web', id: 'web-2' }, passing);
    expect(b.picture.instances('web')[1]?.status).toBe('passing');
  });

  it('make an instance critical that registered when nothing was due for an hour, at either process', async () => {
    await a.register({ service: 'web', id: 'web-0' }, instance({ checks: [heartbeat(3_600_000)] }));
    for (const each of [a, b]) {
      await each.turn();
      await each.register(web1, instance({ checks: [heartbeat(1000)] }));
      await vi.waitFor(() => expect(each.table.get(web1)?.status).toBe('critical'), soon);
    }
  });

  it('do not count the time without a process as silence, and know the last heartbeats after a restart', async () => {
    await a.register(web1, instance({ checks: [heartbeat(1000)] }));
    await a.report(web1, passing);
    const before = a.picture.instances('web')[0]?.lastSeenAt ?? 0;
    await Promise.all([a.stop(), b.stop()]);
    await database.db.client.$executeRaw`UPDATE registry_sweeper SET swept_at = now() - interval '1 hour'`;
    const begun = Date.now();
    a = await registryOn(database.db);
    expect(Math.abs((a.picture.instances('web')[0]?.lastSeenAt ?? 0) - before)).toBeLessThan(2);
    await vi.waitFor(() => expect(a.picture.instances('web')[0]?.status).toBe('critical'), soon);
    expect((a.picture.instances('web')[0]?.statusSince ?? 0) - begun).toBeGreaterThan(990);
  });
});
