import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createDb, type Db } from '@/lib/db/client';
import { listRegistryEvents } from '@/lib/db/registry';
import type { EndpointTarget } from '@/lib/model';
import { testDatabase, type TestDatabase } from '@/prisma/testing/database';
import { registryOn } from '../testing/registries';
import type { ProbeResult } from './ask';
import { MINUTE_MS } from './minutes';
import { createProbes, type Probes } from './probes';

/** The beginning of the current minute by the database's clock, which dates results and decides what is too old. */
const START = Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS;
const CART: EndpointTarget = {
  cluster: 'eu',
  namespace: 'shop',
  service: 'cart',
  address: '10.0.0.7',
  port: 8080,
  probe: {
    kind: 'http',
    port: 8080,
    path: '/',
    intervalMs: 10_000,
    timeoutMs: 1000,
    healthy: 1,
    unhealthy: 1,
  },
};
const OK: ProbeResult = { status: 'passing', sentence: 'HTTP 200.', tookMs: 12, heard: 'answer' };
const REFUSED: ProbeResult = {
  status: 'critical',
  sentence: 'It cannot be reached: connection refused.',
  tookMs: 1,
  heard: 'silence',
};

let database: TestDatabase;
let other: Db;
const running: Probes[] = [];

beforeAll(async () => {
  database = await testDatabase();
  other = createDb({ connectionString: database.connectionString, poolSize: 4 });
});
afterAll(async () => {
  await other.close();
  await database.drop();
});
beforeEach(async () => {
  await database.db.client.registryProbed.deleteMany();
  await database.db.client.registryProbeMinute.deleteMany();
});
afterEach(() => Promise.all(running.splice(0).map((one) => one.stop())));

let processes = 0;

/** A process whose turns, clock and answers the test sets: nothing runs by itself. */
function process(db: Db, { asks = true }: { asks?: boolean } = {}) {
  const scene = { now: START, answer: OK, targets: [CART] as EndpointTarget[], isAsking: asks };
  const probes = createProbes({
    db,
    owner: `prober-${(processes += 1)}`,
    settings: { allow: ['10.0.0.0/8'], clusters: ['eu'] },
    probed: () => [],
    targets: () => [{ targets: scene.targets, isRead: true }],
    report: () => undefined,
    resolve: () => Promise.resolve([]),
    isAsking: () => scene.isAsking,
    now: () => scene.now,
    timer: () => () => undefined,
    onError(error) {
      throw error;
    },
    ask: () => Promise.resolve(scene.answer),
    random: () => 0.5,
  });
  running.push(probes);
  return {
    ...probes,
    scene,
    askAt: async (ms: number, answer: ProbeResult) => {
      Object.assign(scene, { now: ms, answer });
      await probes.turn();
      await probes.give();
    },
  };
}

describe('the results of one process', () => {
  it('are known to another: a verdict at once, minutes when they are over', async () => {
    const asking = process(database.db);
    const watching = process(other, { asks: false });
    await asking.askAt(START, OK);
    await asking.askAt(START + 10_000, REFUSED);
    watching.scene.now = START + 10_000;
    await watching.take();
    expect(watching.picture.endpoint(CART)).toMatchObject({
      status: 'critical',
      since: START + 10_000,
      sentence: 'It cannot be reached: connection refused.',
    });
    expect(watching.picture.minutes(CART)).toEqual([]);
    await asking.askAt(START + MINUTE_MS, REFUSED);
    watching.scene.now = START + MINUTE_MS;
    // Two readings at once count nothing twice.
    await Promise.all([watching.take(), watching.take(), watching.take()]);
    expect(watching.picture.minutes(CART)).toEqual([
      { at: START, asked: 2, failed: 1, p50Ms: 12, maxMs: 12 },
    ]);
    expect(watching.picture.endpoint(CART)?.askedAt).toBe(START + 10_000);
  });

  it('outlive it: since when a target is silent, and the last hour', async () => {
    const first = process(database.db);
    await first.askAt(START, OK);
    await first.askAt(START + 10_000, REFUSED);
    await first.stop();
    const second = process(database.db);
    second.scene.now = START + 30_000;
    await second.take();
    await second.askAt(START + 30_000, REFUSED);
    expect(second.picture.endpoint(CART)).toMatchObject({ since: START + 10_000, askedAt: START + 30_000 });
    expect(second.picture.minutes(CART)).toMatchObject([{ asked: 3, failed: 2 }]);
  });

  it('are events of the timeline where a verdict changed, and do not end blocking queries of registrations', async () => {
    const asking = process(database.db);
    await database.db.client.registryEvent.deleteMany();
    for (const [after, answer] of [OK, OK, REFUSED, REFUSED, OK].entries())
      await asking.askAt(START + after * 10_000, answer);
    const events = await listRegistryEvents(database.db, { service: 'eu/shop/cart', limit: 10 });
    expect(events.map(({ sentence, kind, at }) => [sentence, kind, at - START])).toEqual([
      ['10.0.0.7:8080 of Service shop/cart answers again: HTTP 200.', 'passing', 40_000],
      ['10.0.0.7:8080 of Service shop/cart does not answer: connection refused.', 'critical', 20_000],
    ]);
    const [row] = await database.db.client.registryEvent.findMany({ take: 1 });
    expect(row?.index).toBe(0n);
  });

  it('are published to subscribers, those of another process as well', async () => {
    const asking = process(database.db);
    const watching = process(other, { asks: false });
    const published: string[] = [];
    for (const [name, one] of Object.entries({ asking, watching }))
      one.picture.subscribe((services) =>
        published.push(...services.map(({ service }) => `${name} ${service}`)),
      );
    await asking.askAt(START, OK);
    await asking.askAt(START + 10_000, OK);
    await watching.take();
    await watching.take();
    expect(published).toEqual(['asking cart', 'watching cart']);
  });

  it('are removed with their endpoint, and not because its cluster is unreachable for a while', async () => {
    const asking = process(database.db);
    await asking.askAt(START, OK);
    const kept = () => database.db.client.registryProbed.count();
    expect(await kept()).toBe(1);
    // A process that has just started knows no targets yet: it removes no results of others.
    const second = process(other);
    second.scene.targets = [];
    await second.give();
    expect(await kept()).toBe(1);
    asking.scene.targets = [];
    await asking.give();
    expect(await kept()).toBe(0);
  });

  it('are kept for an hour', async () => {
    const asking = process(database.db);
    await asking.askAt(START, OK);
    await asking.askAt(START + MINUTE_MS, OK);
    await asking.askAt(START + 62 * MINUTE_MS, OK);
    await asking.askAt(START + 63 * MINUTE_MS, OK);
    const rows = await database.db.client.registryProbeMinute.findMany({ orderBy: { id: 'asc' } });
    expect(rows.map(({ minute }) => minute.getTime() - START)).toEqual([62 * MINUTE_MS]);
  });
});

describe('a registry in which nothing is registered', () => {
  it('has one process that probes endpoints, and never a loopback address', async () => {
    const target = { ...CART, address: '127.0.0.1' };
    const registry = await registryOn(database.db, {
      probes: { allow: ['0.0.0.0/0'], clusters: ['eu'] },
      endpoints: () => [{ targets: [target], isRead: true }],
    });
    try {
      await vi.waitFor(() => expect(registry.probes.endpoint(target)).not.toBeNull(), {
        timeout: 30_000,
        interval: 10,
      });
      expect(registry.probes.endpoint(target)).toMatchObject({
        status: null,
        heard: null,
        sentence: 'Not probed: 127.0.0.1 is a loopback address: it is never probed.',
      });
    } finally {
      await registry.stop();
    }
    expect(registry.problems).toEqual([]);
  });
});
