import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Actor } from '@/lib/model';
import type { Runtime } from '@/lib/runtime';
import { createLog } from '@/lib/runtime/log';
import { createRequestMetrics } from '@/lib/runtime/metrics';
import { createStreams } from '@/lib/runtime/streams';
import { listen, type Listening } from '../testing/listen';
import { readerOf } from '../testing/reader';
import { createFront } from './front';

const actor: Actor = { id: 'user:eve', name: 'Eve', role: 'engineer', groups: [], sessionId: null };
const streams = createStreams();
const metrics = createRequestMetrics();
const stop = vi.fn(() => Promise.resolve());
let isReachable = true;

function frontFor(publicUrl: string | null) {
  return createFront({
    streams,
    metrics,
    stop,
    auth: {
      actorOf: (headers: Headers) => Promise.resolve(headers.get('authorization') === null ? null : actor),
      attempts: { mustBeAllowed: () => undefined },
    },
    registry: { tokens: { grantOf: () => null, find: () => Promise.resolve(null) } },
    db: { isReachable: () => Promise.resolve(isReachable) },
    store: { clusters: () => [] },
    now: () => new Date(),
    startedAt: new Date(),
    live: {
      ages: () => ({ event: 'ages', id: null, data: '{}' }),
      subscribe: () => Promise.resolve(() => undefined),
    },
    log: createLog('silent'),
    settings: { publicUrl },
  } as unknown as Runtime);
}

let server: Listening;
let https: Listening;
const signedIn = { headers: { authorization: 'Bearer t' } };
const call = (path: string, init: RequestInit = signedIn) => fetch(`${server.url}${path}`, init);

beforeAll(async () => {
  // Stands in for Next.
  const behind = (front: ReturnType<typeof frontFor>) =>
    listen((request, response) => {
      if (!front.answer(request, response)) response.writeHead(200, { 'x-by': 'next' }).end(request.url);
    });
  server = await behind(frontFor(null));
  https = await behind(frontFor('https://p.example.com'));
});
afterAll(() => Promise.all([server.close(), https.close()]));

const ANSWERS = [
  ['a page', '/catalog', 200],
  ['a static file', '/_next/static/a.js', 200],
  ['an operation that Next serves', '/api/v1/services', 200],
  ['a probe', '/healthz', 200],
  ['a stream', '/api/v1/live?topics=now', 200],
  ['a problem', '/api/v1/live?topics=nothing', 422],
  ["a call of Consul's API", '/v1/agent/self', 200],
] as const;

describe('the front', () => {
  it.each(ANSWERS)('sends the security headers with %s', async (_name, path, status) => {
    const response = await call(path);
    expect(response.status).toBe(status);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'content-security-policy': "base-uri 'self'; object-src 'none'; frame-ancestors 'none'",
      'referrer-policy': 'same-origin',
      'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
      'cross-origin-opener-policy': 'same-origin',
    });
    expect(response.headers.has('strict-transport-security')).toBe(false);
    await response.body?.cancel();
  });

  it('asks for https where browsers use it', async () => {
    const response = await fetch(`${https.url}/catalog`);
    expect(response.headers.get('strict-transport-security')).toBe('max-age=31536000');
  });

  it('leaves everything else to Next', async () => {
    for (const path of ['/', '/api/v1/live/', '/api/v1/lives', '/api/v1/logs/other', '/v1', '/metrics/x'])
      expect((await call(path)).headers.get('x-by'), path).toBe('next');
  });

  it.each(['/%', '/catalog/%E0%A4%A', '/_next/static/%zz', '/api/v1/services/%ff'])(
    'refuses %s, which cannot be read',
    async (path) => {
      const response = await call(path);
      expect([response.status, response.headers.get('x-frame-options')]).toEqual([400, 'DENY']);
      expect((await call('/catalog/100%25?q=%')).headers.get('x-by')).toBe('next');
    },
  );

  it('answers probes without a session', async () => {
    expect(await (await call('/healthz?x', {})).text()).toBe('ok\n');
    expect((await call('/readyz', {})).status).toBe(200);
    isReachable = false;
    const response = await call('/readyz', {});
    expect([response.status, await response.text()]).toEqual([503, 'The database does not answer.\n']);
    isReachable = true;
  });
});

describe('a stream', () => {
  it('needs a session', async () => {
    const response = await call('/api/v1/live?topics=now', {});
    expect(response.status).toBe(401);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(await response.json()).toMatchObject({ code: 'unauthenticated' });
  });

  it('begins with what is there, and is counted by its operation', async () => {
    const reader = readerOf(await call('/api/v1/live?topics=now'));
    expect(await reader.until('ages')).toMatch(/^retry: 1000\n\nevent: ages/);
    expect(await metrics.registry.metrics()).toMatch(/_count\{operation="openStream",status="200"\} \d+/);
    await reader.leave();
  });

  it('says which methods there are', async () => {
    for (const path of ['/api/v1/live', '/api/v1/logs', '/api/v1/logs/download']) {
      const refused = await call(path, { ...signedIn, method: 'POST', body: '{}' });
      expect([refused.status, refused.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
      expect(await refused.json()).toMatchObject({ code: 'method-not-allowed' });
      expect((await call(path, { ...signedIn, method: 'OPTIONS' })).status).toBe(204);
    }
  });

  it('is not kept open for HEAD', async () => {
    const response = await call('/api/v1/live?topics=now', { ...signedIn, method: 'HEAD' });
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/event-stream']);
    expect(await response.text()).toBe('');
  });
});

describe('the stop', () => {
  it('closes the streams, then stops what the runtime holds', async () => {
    const open = Array.from({ length: 5 }, async () => readerOf(await call('/api/v1/live?topics=now')));
    const readers = await Promise.all(open);
    for (const reader of readers) await reader.until('ages');
    await frontFor(null).stop('SIGTERM');
    for (const reader of readers) await reader.rest();
    expect(stop).toHaveBeenCalledOnce();
    expect(streams.open).toBe(0);
  });
});
