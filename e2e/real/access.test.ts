import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { FRONT_OPERATIONS } from '@/lib/api';
import { whyNoCluster } from '../cluster/open-cluster';
import { problemOf } from './api';
import { openBoutique, type Boutique } from './boutique';
import { openLive } from './live-tap';

const skipped = whyNoCluster();
if (skipped !== null) console.warn(`skipped: ${skipped}`);

const app = resolve(import.meta.dirname, '../../app');
const openApiSchema = z.object({
  openapi: z.string().startsWith('3.1'),
  paths: z.record(z.string(), z.record(z.string(), z.looseObject({ responses: z.looseObject({}) }))),
});

describe.skipIf(skipped !== null)('who may look', () => {
  let boutique: Boutique;
  beforeAll(async () => {
    boutique = await openBoutique();
    return () => boutique.stop();
  });

  /** Every method and path of the API, as its own document lists them. */
  async function operations(): Promise<{ method: string; path: string }[]> {
    const { paths } = await boutique.api.ask('GET', '/api/v1/openapi.json', openApiSchema);
    return Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => ({ method: method.toUpperCase(), path })),
    );
  }

  const bare = (path: string, init: RequestInit = {}): Promise<Response> =>
    fetch(new URL(path, boutique.product.url), { redirect: 'manual', ...init });

  /** Next sends a request for a payload to the same path with a hash first. */
  const ask = async (path: string, headers: Record<string, string>): Promise<Response> => {
    const answer = await bare(path, { headers });
    const location = answer.headers.get('location') ?? '';
    return location.startsWith(`${path}?_rsc`) ? bare(location, { headers }) : answer;
  };

  it('describes every route that is served, and no other', async () => {
    const described = new Set(
      (await operations()).map(({ path }) => path).filter((path) => !isAnsweredBefore(path)),
    );
    const routes = (await files('route.ts'))
      .map((file) => `/${file.replaceAll(/\[(\w+)\]/g, '{$1}')}`)
      .filter((path) => path.startsWith('/api/v1/'));
    expect(routes.length).toBeGreaterThan(15);
    expect([...described].sort()).toEqual(routes.sort());
  });

  it('answers no call without a session or token, whatever the method', async () => {
    const all = await operations();
    expect(all.length).toBeGreaterThan(15);
    for (const { method, path } of all) {
      const concrete = path.replaceAll(/\{\w+\}/g, 'frontend~default~boutique');
      const answer = await bare(concrete, { method });
      if (path.startsWith('/v1/')) {
        // Consul's form of a refusal, which is the only one that its clients understand.
        expect(answer.status, `${method} ${path}`).toBe(403);
        expect(await answer.text()).toContain('Permission denied');
        continue;
      }
      expect(await problemOf(answer), `${method} ${path}`).toMatchObject({
        status: 401,
        code: 'unauthenticated',
      });
      expect(answer.headers.get('www-authenticate')).toContain('Bearer');
    }
  });

  it('accepts only its own tokens and cookies that it sealed', async () => {
    const forged = { cookie: 'pilothouse.session=eyJhbGciOiJkaXIifQ..forged' };
    expect((await bare('/api/v1/services', { headers: forged })).status).toBe(401);
    const wrong = { authorization: `Bearer ${'x'.repeat(48)}` };
    expect((await bare('/api/v1/services', { headers: wrong })).status).toBe(401);
    const none = { authorization: 'Bearer' };
    expect((await bare('/api/v1/services', { headers: none })).status).toBe(401);
  });

  it('sends every page to sign in, and no payload of it leaves', async () => {
    const pages = (await files('page.tsx')).map(pagePath).filter((path) => !path.startsWith('/sign-in'));
    expect(pages.length).toBeGreaterThanOrEqual(9);
    const credentials: Record<string, string>[] = [
      {},
      { RSC: '1' },
      { cookie: 'pilothouse.session=forged' },
      { cookie: 'pilothouse.session=forged', RSC: '1' },
    ];
    for (const path of pages) {
      for (const headers of credentials) {
        const answer = await ask(path, headers);
        const text = await answer.text();
        const what = `${path} with ${JSON.stringify(headers)}`;
        expect(answer.status, what).toBeLessThan(500);
        const sentAway = answer.headers.get('location') ?? text;
        expect(sentAway, what).toContain('/sign-in');
        expect(text, what).not.toMatch(/adservice|loadgenerator/);
      }
    }
  }, 120_000);

  it('opens health, readiness, sign-in and files to anyone', async () => {
    for (const path of ['/healthz', '/readyz', '/sign-in']) {
      expect((await bare(path)).status, path).toBe(200);
    }
    const page = await (await bare('/sign-in')).text();
    const file = /\/_next\/static\/[^"]+\.js/.exec(page)?.[0];
    expect(file).toBeDefined();
    expect((await bare(file ?? '')).status).toBe(200);
  });

  it('opens a stream for the holder of the token', async () => {
    const live = await openLive(boutique.product, ['services']);
    const count = await live.next('the snapshot', (message) =>
      message.event === 'snapshot' ? message.data.items.length : undefined,
    );
    expect(count).toBe(12);
    live.close();
  });
});

/** Operations that have no route file: they are answered before Next (docs/decisions/0051). */
function isAnsweredBefore(path: string): boolean {
  const inFront = FRONT_OPERATIONS.map((operation) => operation.path);
  return path.startsWith('/v1/') || path.endsWith('/heartbeat') || inFront.includes(path);
}

/** Folders of app/ that hold such a file. */
async function files(name: string): Promise<string[]> {
  const entries = await readdir(app, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && entry.name === name)
    .map((entry) => join(entry.parentPath).slice(app.length + 1));
}

/** The address that a folder of app/ is served at: groups do not count, and each parameter is a service. */
function pagePath(folder: string): string {
  const path = `/${folder}`
    .replaceAll(/\/\([^)]*\)/g, '')
    .replaceAll(/\[(\w+)\]/g, 'frontend~default~boutique');
  return path === '' ? '/' : path;
}
