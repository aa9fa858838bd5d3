import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import Consul from 'consul';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { makeRegistryToken } from '@/lib/actions';
import { createAttempts } from '@/lib/auth/attempts';
import type { Actor } from '@/lib/model';
import { testWorld } from '@/lib/views/testing/world';
import { createDiscovered } from '@/lib/registry';
import { createLog } from '@/lib/runtime/log';
import { createRequestMetrics } from '@/lib/runtime/metrics';
import type { Runtime } from '@/lib/runtime';
import { registryOn } from '@/lib/registry/testing/registries';
import { testDatabase, type TestDatabase } from '@/prisma/testing/database';
import { createFront } from '../front';

/** The `consul` client of npm, unchanged, against a real server, registry and PostgreSQL. */
let database: TestDatabase;
let server: Server;
let registry: Awaited<ReturnType<typeof registryOn>>;
let port: number;
let token: string;

const admin = { id: 'user:ada', name: 'Ada', role: 'admin', groups: [], sessionId: null } as const;
const now = (): Date => new Date(Date.UTC(2026, 2, 12, 3));

beforeAll(async () => {
  database = await testDatabase();
  const { db } = database;
  registry = await registryOn(db);
  const front = createFront({
    registry,
    discovered: createDiscovered({
      world: testWorld().store,
      serve: { clusters: [], namespaces: null, namespaceSuffix: true },
      now: () => registry.picture.now(),
    }),
    db,
    now,
    registers: (actor: Actor) => ({ registry, db, now, actor }),
    auth: { attempts: createAttempts(now), actorOf: () => Promise.resolve(null) },
    metrics: createRequestMetrics(),
    log: createLog('silent'),
    settings: { publicUrl: null },
  } as unknown as Runtime);
  server = createServer((request, response) => front.answer(request, response));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  port = (server.address() as AddressInfo).port;
  ({ token } = await makeRegistryToken({ db, actor: admin, now }, { name: 'shop', services: ['shop-*'] }));
});
afterAll(async () => {
  await registry.stop();
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
  await database.drop();
});

const client = (given = token) => new Consul({ host: '127.0.0.1', port, defaults: { token: given } });
const web = {
  name: 'shop-web',
  id: 'shop-web-1',
  address: '10.1.1.1',
  port: 8080,
  tags: ['blue'],
  meta: { version: '1.4.2' },
  check: { name: 'beat', ttl: '10s', deregistercriticalserviceafter: '10s' },
};
/** The package's types ask for a timeout of a TTL check, which Consul does not know. */
const asOptions = (given: object) => given as never;

interface Entry {
  Service: { ID: string; Meta: Record<string, string> };
  Checks: { Status: string; Output: string; CheckID: string }[];
}

describe('the consul client', () => {
  it('registers, passes, blocks, discovers and deregisters', async () => {
    const consul = client();
    await consul.agent.service.register(asOptions(web));
    const health = (options: object) =>
      consul.health.service(asOptions({ service: 'shop-web', ...options })) as Promise<unknown> as Promise<
        Entry[]
      >;
    expect(await health({ passing: true })).toEqual([]);
    expect((await health({}))[0]?.Checks[0]?.Status).toBe('critical');

    await consul.agent.check.pass({ id: 'service:shop-web-1', note: 'all is well' });
    const [passing] = await health({ passing: true });
    expect(passing).toMatchObject({
      Node: { Address: '10.1.1.1' },
      Service: { ID: 'shop-web-1', Service: 'shop-web', Address: '10.1.1.1', Port: 8080, Tags: ['blue'] },
      Checks: [{ CheckID: 'service:shop-web-1', Name: 'beat', Status: 'passing', Output: 'all is well' }],
    });
    expect(passing?.Service.Meta.version).toBe('1.4.2');
    expect(await health({ tag: 'green' })).toEqual([]);
    expect(await health({ filter: 'Service.Meta.version == "1.4.2"' })).toHaveLength(1);
    expect(await consul.catalog.service.list()).toEqual({ 'shop-web': ['blue'] });
    expect(await consul.catalog.service.nodes('shop-web')).toMatchObject([
      { ServiceID: 'shop-web-1', ServiceAddress: '10.1.1.1', ServicePort: 8080 },
    ]);
    expect(await consul.agent.service.list()).toHaveProperty(['shop-web-1']);
    expect(await consul.agent.check.list()).toHaveProperty(['service:shop-web-1']);

    const watch = consul.watch({
      // eslint-disable-next-line @typescript-eslint/unbound-method -- the client calls it with a context of its own.
      method: consul.health.service,
      options: asOptions({ service: 'shop-web', wait: '30s' }),
    });
    const seen: string[][] = [];
    watch.on('change', (entries: Entry[]) => {
      seen.push(entries.map(({ Checks }) => Checks.map(({ Status }) => Status).join()));
    });
    await vi.waitFor(() => expect(seen).toEqual([['passing']]), { timeout: 20_000 });
    const begun = performance.now();
    await consul.agent.check.fail({ id: 'service:shop-web-1', note: 'no ink' });
    await vi.waitFor(() => expect(seen).toEqual([['passing'], ['critical']]), {
      timeout: 20_000,
      interval: 5,
    });
    expect(performance.now() - begun).toBeLessThan(15_000);
    watch.end();

    await consul.agent.service.deregister('shop-web-1');
    expect(await health({})).toEqual([]);
    expect(await consul.catalog.service.list()).toEqual({});
  });

  it('drains by maintenance mode, and stays registered', async () => {
    const consul = client();
    await consul.agent.service.register(asOptions(web));
    await consul.agent.check.pass('service:shop-web-1');
    await consul.agent.service.maintenance({ id: 'shop-web-1', enable: true, reason: 'a new disk' });
    const passing = () => consul.health.service({ service: 'shop-web', passing: true });
    expect(await passing()).toEqual([]);
    expect(await consul.health.service('shop-web')).toMatchObject([
      {
        Checks: [{}, { CheckID: '_service_maintenance:shop-web-1', Status: 'critical', Notes: 'a new disk' }],
      },
    ]);
    // Registering again is no way out of it.
    await consul.agent.service.register(asOptions(web));
    expect(await passing()).toEqual([]);
    await consul.agent.service.maintenance({ id: 'shop-web-1', enable: false });
    expect(await passing()).toHaveLength(1);
    await consul.agent.service.deregister('shop-web-1');
  });

  it('is removed at the earliest after Consul’s minimum', async () => {
    await client().agent.service.register(asOptions(web));
    expect(registry.picture.instances('shop-web')[0]?.deregisterAfterMs).toBe(60_000);
    await client().agent.service.deregister('shop-web-1');
  });

  it('reads what clients read at their start', async () => {
    const consul = client();
    expect(await consul.agent.self()).toMatchObject({ Config: { Datacenter: 'dc1' } });
    expect(await consul.status.leader()).toBe('127.0.0.1:8300');
    expect(await consul.catalog.datacenters()).toEqual(['dc1']);
    expect(await consul.catalog.node.list()).toHaveLength(1);
    expect(await consul.agent.service.list()).toEqual({});
  });

  it('is refused what its token does not cover, what is unknown and what is wrong, in Consul’s own form', async () => {
    const consul = client();
    const text = async (path: string, init: RequestInit = {}) => {
      const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
        ...init,
        headers: { 'x-consul-token': token },
      });
      return { status: answer.status, text: await answer.text() };
    };
    await expect(
      consul.agent.service.register(asOptions({ ...web, name: 'payments', id: 'p-1' })),
    ).rejects.toThrow('forbidden');
    await expect(client('wrong').agent.self()).rejects.toThrow('forbidden');
    await expect(consul.agent.check.pass('nobody')).rejects.toThrow('not found');
    expect(await text('/v1/agent/service/register', { method: 'PUT', body: '{"Name":"shop web"}' })).toEqual({
      status: 400,
      text: 'Name: expected 1 to 128 letters, digits, dots, dashes and underscores.',
    });
    expect(await text('/v1/health/service/shop-web?index=x')).toEqual({ status: 400, text: 'Invalid index' });
    expect((await text('/v1/kv/config?recurse')).status).toBe(404);
  });
});

describe('our own API before Next', () => {
  it('accepts heartbeats, and answers a refused one with a problem', async () => {
    const beat = (path: string, body?: string, method = 'PUT') =>
      fetch(`http://127.0.0.1:${port}/api/v1/registry/instances/${path}/heartbeat`, {
        method,
        body,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      });
    const unknown = await beat('shop-web/nobody');
    expect(unknown.status).toBe(404);
    expect(await unknown.json()).toMatchObject({ code: 'not-found', status: 404 });
    expect((await beat('payments/p-1')).status).toBe(403);
    expect((await beat('shop-web/x', '{"status":"fine"}')).status).toBe(422);
    expect((await beat('shop-web/x', undefined, 'POST')).status).toBe(405);
    expect((await beat('shop-web/x', 'x'.repeat(65_537))).status).toBe(413);
  });
});
