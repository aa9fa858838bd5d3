import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import Consul from 'consul';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createAttempts } from '@/lib/auth/attempts';
import type { Actor, EndpointSlice } from '@/lib/model';
import { endpointSlice, service } from '@/lib/views/testing/objects';
import { testWorld } from '@/lib/views/testing/world';
import { createDiscovered, type Discovered } from '@/lib/registry';
import { heartbeat, instance, registryOn } from '@/lib/registry/testing/registries';
import { createLog } from '@/lib/runtime/log';
import { createRequestMetrics } from '@/lib/runtime/metrics';
import type { Runtime } from '@/lib/runtime';
import { testDatabase, type TestDatabase } from '@/prisma/testing/database';
import { createFront } from '../front';

/** The `consul` client of npm, unchanged, that finds what runs in Kubernetes. */
let database: TestDatabase;
let registry: Awaited<ReturnType<typeof registryOn>>;
let server: Server;
let consul: Consul;
let base: string;
let discovered: Discovered;
const world = testWorld(['eu']);
const engineer: Actor = { id: 'user:eve', name: 'Eve', role: 'engineer', groups: [], sessionId: null };

beforeAll(async () => {
  database = await testDatabase();
  registry = await registryOn(database.db);
  discovered = createDiscovered({
    world: world.store,
    serve: { clusters: ['eu', 'late'], namespaces: ['shop'], namespaceSuffix: true },
    now: () => registry.picture.now(),
  });
  const front = createFront({
    registry,
    store: world.store,
    discovered,
    auth: { attempts: createAttempts(() => new Date()), actorOf: () => Promise.resolve(engineer) },
    metrics: createRequestMetrics(),
    log: createLog('silent'),
    settings: { publicUrl: null },
  } as unknown as Runtime);
  server = createServer((request, response) => front.answer(request, response));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  base = `http://127.0.0.1:${port}`;
  consul = new Consul({ host: '127.0.0.1', port });
});
afterAll(async () => {
  await registry.stop();
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
  await database.drop();
});

/** A Kubernetes Service of the namespace `shop` with so many endpoints, of which the first are ready. */
function put(name: string, count: number, ready = count): void {
  const bare = endpointSlice({ name: `${name}-1`, namespace: 'shop', service: name });
  const endpoints: EndpointSlice['endpoints'] = Array.from({ length: count }, (_, index) => ({
    addresses: [`10.42.${Math.floor(index / 250)}.${(index % 250) + 1}`],
    ready: index < ready,
    serving: index < ready,
    terminating: false,
  }));
  world.put('eu', service({ name, namespace: 'shop' }), { ...bare, endpoints });
}

interface Entry {
  Node: { Address: string };
  Service: { ID: string; Address: string; Port: number; Meta: Record<string, string> };
  Checks: { Status: string; Type: string; Output: string }[];
}
const health = (name: string, options: object = {}): Promise<Entry[]> =>
  consul.health.service({ service: name, ...options } as never) as Promise<unknown> as Promise<Entry[]>;

describe('a consul client', () => {
  it('gets an error while a cluster was not read yet, not an empty list', async () => {
    put('cart', 2, 1);
    expect(await health('cart-shop')).toHaveLength(2);
    await expect(health('payments-shop')).rejects.toThrow('late: not read yet, so what it has is not known.');
    await expect(consul.catalog.service.list()).resolves.toHaveProperty('cart-shop');
    world.live('late');
    expect(await health('payments-shop')).toEqual([]);
  });

  it('finds the endpoints of a Kubernetes Service, by what passes, tag and filter', async () => {
    put('cart', 3, 2);
    const [first] = await health('cart-shop', { passing: true });
    expect(first).toMatchObject({
      Node: { Address: '10.42.0.1' },
      Service: {
        ID: 'kubernetes/eu/shop/cart/10.42.0.1/8080',
        Address: '10.42.0.1',
        Port: 8080,
        Meta: { 'external-source': 'kubernetes', 'external-k8s-ns': 'shop', 'external-k8s-cluster': 'eu' },
      },
      Checks: [{ Type: 'kubernetes-readiness', Status: 'passing', Output: 'The endpoint is ready.' }],
    });
    expect(await health('cart-shop', { passing: true })).toHaveLength(2);
    expect(await health('cart-shop', { tag: 'k8s' })).toHaveLength(3);
    const filter = 'Service.Meta["external-k8s-cluster"] == "us"';
    expect(await health('cart-shop', { filter })).toEqual([]);
    expect(await consul.catalog.service.nodes('cart-shop')).toMatchObject([
      { ServiceAddress: '10.42.0.1', ServicePort: 8080, ServiceMeta: { 'external-source': 'kubernetes' } },
      { ServiceAddress: '10.42.0.2' },
      { ServiceAddress: '10.42.0.3' },
    ]);
    expect(await consul.catalog.service.list()).toMatchObject({ 'cart-shop': ['k8s'] });
  });

  it('gets an address once where its pod registers itself too, as it registered', async () => {
    put('stock', 2);
    const key = { service: 'stock-shop', id: 'stock-1' };
    await registry.register(key, instance({ address: '10.42.0.1', port: 8080, checks: [heartbeat(30_000)] }));
    const given = await health('stock-shop');
    expect(given.map(({ Service: { ID } }) => ID)).toEqual([
      'stock-1',
      'kubernetes/eu/shop/stock/10.42.0.2/8080',
    ]);
    await registry.deregister(key, null);
    expect(await health('stock-shop')).toHaveLength(2);
  });

  it('waits, and is woken when a pod becomes unready, a Service comes or an instance registers itself', async () => {
    put('mail', 2);
    const index = async (path: string): Promise<string> => {
      const answer = await fetch(`${base}${path}`);
      expect(answer.status).toBe(200);
      await answer.arrayBuffer();
      return answer.headers.get('x-consul-index') ?? '';
    };
    const blocked = async (path: string, move: () => unknown): Promise<unknown> => {
      const subscribe = vi.spyOn(discovered, 'subscribe').mockClear();
      const waits = fetch(
        `${base}${path}${path.includes('?') ? '&' : '?'}wait=60s&index=${await index(path)}`,
      );
      await vi.waitFor(() => expect(subscribe).toHaveBeenCalled(), { timeout: 20_000 });
      await move();
      // A client that is not woken returns only after a minute, which is longer than a test may take.
      return (await waits).json();
    };
    const passing = '/v1/health/service/mail-shop?passing';
    expect(await blocked(passing, () => put('mail', 2, 1))).toHaveLength(1);
    expect(await blocked('/v1/catalog/services', () => put('new', 1))).toHaveProperty('new-shop');
    const registers = () => registry.register({ service: 'mail-shop', id: 'mail-9' }, instance());
    expect(await blocked(passing, registers)).toHaveLength(2);
  });
});
