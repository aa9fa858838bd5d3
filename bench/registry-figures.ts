/**
 * The registry's figures, on this machine: `npx tsx bench/registry-figures.ts [instances]` (after `npm run build`). All of it stays on
 * loopback. Ends with code 1 when a goal is missed.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { findRunningPostgres } from '@/cli/postgres';
import { createDb } from '@/lib/db/client';
import { flushBeats } from '@/lib/db/registry-beats';
import { Beats } from '@/lib/registry/beats';
import { startProduct, type Product } from '../e2e/real/product';
import { describeMachine, isWithin, tableOf, type Figure } from './figure';
import { load } from './load';
import { percentile } from './percentile';
import { makeRegistryToken } from './registry-token';

const PER_SERVICE = 100;
const TTL = '600s';

interface Bench {
  readonly product: Product;
  readonly port: number;
  readonly token: string;
  readonly instances: number;
}

/** All figures of the registry with so many instances. Starts the product that they are measured on, and stops it. */
export async function registryFigures(instances: number, say: (line: string) => void): Promise<Figure[]> {
  const product = await startProduct({ kubeconfig: '/dev/null' });
  try {
    const port = Number(new URL(product.url).port);
    const bench: Bench = { product, port, instances, token: await makeRegistryToken(product) };
    say(`registering ${instances} instances`);
    const figures = [await register(bench)];
    for (const measure of [heartbeats, flushing, discovery, blocking, silence]) {
      say(`measuring ${measure.name} of the registry`);
      figures.push(await measure(bench));
    }
    return figures;
  } finally {
    await product.stop();
  }
}

const serviceOf = (index: number): string => `service-${Math.floor(index / PER_SERVICE)}`;
const idOf = (index: number): string => `instance-${index}`;

function request({ token }: Bench, method: string, path: string, body = ''): string {
  return `${method} ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer ${token}\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
}

function call({ product, token }: Bench, method: string, path: string, body?: object): Promise<Response> {
  return fetch(`${product.url}${path}`, {
    method,
    headers: { authorization: `Bearer ${token}` },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

async function register(bench: Bench): Promise<Figure> {
  const { instances } = bench;
  const begun = performance.now();
  const perSecond = 2000;
  const { refused } = await load({
    port: bench.port,
    connections: 400,
    perSecond,
    seconds: instances / perSecond,
    graceSeconds: 600,
    request: (index) =>
      request(
        bench,
        'PUT',
        '/v1/agent/service/register',
        JSON.stringify({
          Name: serviceOf(index),
          ID: idOf(index),
          Address: `10.${index >> 16}.${(index >> 8) & 255}.${index & 255}`,
          Port: 8080,
          Tags: ['v1'],
          Check: { TTL, Status: 'passing' },
        }),
      ),
  });
  const seconds = (performance.now() - begun) / 1000;
  const metrics = await (await call(bench, 'GET', '/metrics', undefined)).text().catch(() => '');
  const rss = /process_resident_memory_bytes (\d+)/.exec(metrics)?.[1];
  const memory = rss === undefined ? '' : `, ${Math.round(Number(rss) / 1_048_576)} MB resident`;
  return {
    what: 'instances not held',
    measured: refused,
    goal: 0,
    unit: '',
    note: `of ${instances}, registered in ${seconds.toFixed(0)} s${memory}`,
  };
}

async function heartbeats(bench: Bench): Promise<Figure> {
  const beat = (index: number): string => {
    const which = (index * 7919) % bench.instances;
    return request(bench, 'PUT', `/v1/agent/check/pass/service:${idOf(which)}`);
  };
  const rate = { port: bench.port, connections: 50, perSecond: 1000, request: beat };
  await load({ ...rate, seconds: 3 });
  const { tookMs, refused } = await load({ ...rate, seconds: 15 });
  return {
    what: 'heartbeat',
    measured: percentile(tookMs, 0.99) + (refused > 0 ? Infinity : 0),
    goal: 20,
    unit: 'ms',
    note: `p99 of ${tookMs.length} at 1,000 a second (p50 ${percentile(tookMs, 0.5).toFixed(1)} ms, p95 ${percentile(tookMs, 0.95).toFixed(1)} ms), ${refused} refused`,
  };
}

/** What it costs to keep one heartbeat of every instance, as the product does it. */
async function flushing({ product, instances }: Bench): Promise<Figure> {
  const connectionString = await findRunningPostgres(product.dataDir);
  if (connectionString === null) throw new Error('the PostgreSQL of the product is not found');
  const db = createDb({ connectionString, poolSize: 1 });
  try {
    const beats = new Beats();
    const tookMs: number[] = [];
    let rows = 0;
    for (let round = 0; round < 10; round += 1) {
      const now = Date.now();
      for (let slot = 0; slot < instances; slot += 1) beats.touch(slot, now - (slot % 500));
      const begun = performance.now();
      const pages = beats.takePages(now);
      await flushBeats(db, { owner: 'bench', through: now, pages });
      tookMs.push(performance.now() - begun);
      rows = pages.length;
    }
    return {
      what: 'row writes a flush',
      measured: rows,
      goal: 500,
      unit: '',
      note: `for a heartbeat of each of ${instances}: ${percentile(tookMs, 0.5).toFixed(0)} ms (slowest ${Math.max(...tookMs).toFixed(0)} ms)`,
    };
  } finally {
    await db.client.registryBeats.deleteMany({ where: { owner: 'bench' } });
    await db.client.registryReplica.deleteMany({ where: { owner: 'bench' } });
    await db.close();
  }
}

async function discovery(bench: Bench): Promise<Figure> {
  const services = Math.max(1, Math.min(50, Math.floor(bench.instances / PER_SERVICE)));
  const { tookMs, refused } = await load({
    port: bench.port,
    connections: 10,
    perSecond: 100,
    seconds: 5,
    request: (index) => request(bench, 'GET', `/v1/health/service/service-${index % services}?passing`),
  });
  return {
    what: 'discovery of 100',
    measured: percentile(tookMs, 0.95) + (refused > 0 ? Infinity : 0),
    goal: 10,
    unit: 'ms',
    note: `p95 of ${tookMs.length} at 100 a second (p50 ${percentile(tookMs, 0.5).toFixed(1)} ms)`,
  };
}

async function blocking(bench: Bench): Promise<Figure> {
  const tookMs: number[] = [];
  for (let round = 0; round < 30; round += 1) {
    const path = '/v1/health/service/service-1';
    const index = (await call(bench, 'GET', path)).headers.get('x-consul-index') ?? '';
    const waits = call(bench, 'GET', `${path}?index=${index}&wait=30s`).then(() => performance.now());
    await sleep(50);
    const verb = round % 2 === 0 ? 'fail' : 'pass';
    const begun = performance.now();
    await call(bench, 'PUT', `/v1/agent/check/${verb}/service:${idOf(PER_SERVICE)}`);
    tookMs.push((await waits) - begun);
  }
  tookMs.sort((a, b) => a - b);
  return {
    what: 'blocking query',
    measured: Math.max(...tookMs),
    goal: 100,
    unit: 'ms',
    note: `slowest of ${tookMs.length}, change sent → answer read (p50 ${percentile(tookMs, 0.5).toFixed(0)} ms)`,
  };
}

async function silence(bench: Bench): Promise<Figure> {
  const lateMs: number[] = [];
  const ttlMs = 2000;
  for (let round = 0; round < 5; round += 1) {
    const name = `silent-${round}`;
    // The registry may be full: one instance is removed to make room for the silent one.
    await call(bench, 'PUT', `/v1/agent/service/deregister/${idOf(round)}`);
    const path = `/v1/health/service/${name}`;
    await call(bench, 'PUT', '/v1/agent/service/register', {
      Name: name,
      Address: '10.9.9.9',
      Check: { TTL: `${ttlMs}ms`, Status: 'passing' },
    });
    await call(bench, 'PUT', `/v1/agent/check/pass/service:${name}`);
    const last = performance.now();
    const index = (await call(bench, 'GET', path)).headers.get('x-consul-index') ?? '';
    const answer = await (await call(bench, 'GET', `${path}?index=${index}&wait=30s`)).text();
    if (!answer.includes('"critical"')) throw new Error(`the TTL did not expire: ${answer}`);
    lateMs.push(performance.now() - last - ttlMs);
  }
  return {
    what: 'silence beyond the TTL',
    measured: Math.max(...lateMs),
    goal: 1000,
    unit: 'ms',
    note: `latest of ${lateMs.length}, last heartbeat answered → critical shown`,
  };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const machine = describeMachine();
  const figures = await registryFigures(Number(process.argv[2] ?? 100_000), (line) => console.error(line));
  console.log(machine);
  for (const line of tableOf(figures)) console.log(line);
  if (!figures.every(isWithin)) process.exitCode = 1;
}
