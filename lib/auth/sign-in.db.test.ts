import { createRequire } from 'node:module';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { listAudit } from '@/lib/db/audit';
import { createSignInLink } from '@/lib/db/links';
import { testDatabase, type TestDatabase } from '@/prisma/testing/database';
import { createAuth, type Auth } from './auth';
import { createAuthRoute } from './next-auth';

const SECRET = '4f1d0c9be7a2835641d0c9be7a28356f';
const TOKEN = 'b0b5e7a2835641d0c9be7a28356f4f1d';
const LINK = 'one-time-link-token-of-this-test';
const ORIGIN = 'http://127.0.0.1:3000';

// next-auth asks Next for the request's cookies and headers, by `require` within its handler; here the test sets them.
const asked = { headers: new Headers(), jar: new Map<string, string>() };
const require = createRequire(import.meta.url);
const nextHeaders = require('next/headers') as Record<string, unknown>;
nextHeaders.headers = () => Promise.resolve(asked.headers);
nextHeaders.cookies = () =>
  Promise.resolve({ getAll: () => [...asked.jar].map(([name, value]) => ({ name, value })) });

/** A browser: keeps cookies, and sends them. */
class Browser {
  private readonly jar = new Map<string, string>();
  constructor(private readonly auth: Auth) {}

  get headers(): Headers {
    const cookie = [...this.jar].map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('; ');
    return new Headers({ cookie, 'user-agent': 'test', host: '127.0.0.1:3000' });
  }

  async call(path: string, form?: Record<string, string>): Promise<{ status: number; body: string }> {
    const { pathname } = new URL(path, ORIGIN);
    const headers = this.headers;
    if (form) headers.set('content-type', 'application/x-www-form-urlencoded');
    asked.headers = headers;
    asked.jar = this.jar;
    const request = new Request(new URL(path, ORIGIN), {
      method: form ? 'POST' : 'GET',
      headers,
      ...(form ? { body: new URLSearchParams(form) } : {}),
    });
    const next = Object.assign(request, { nextUrl: new URL(path, ORIGIN) });
    const route = createAuthRoute(this.auth, { warn: () => undefined });
    const params = Promise.resolve({ nextauth: pathname.split('/').slice(3) });
    const response = await route(next, { params });
    for (const line of response.headers.getSetCookie()) this.keep(line);
    return { status: response.status, body: await response.text() };
  }

  async enter(provider: string, form: Record<string, string>): Promise<number> {
    const { csrfToken } = JSON.parse((await this.call('/api/auth/csrf')).body) as { csrfToken: string };
    return (await this.call(`/api/auth/callback/${provider}`, { ...form, csrfToken, json: 'true' })).status;
  }

  async leave(): Promise<void> {
    const { csrfToken } = JSON.parse((await this.call('/api/auth/csrf')).body) as { csrfToken: string };
    await this.call('/api/auth/signout', { csrfToken, json: 'true' });
  }

  copyCookies(from: Browser): void {
    for (const [name, value] of from.jar) this.jar.set(name, value);
  }

  private keep(line: string): void {
    const [pair = '', ...attributes] = line.split(';');
    const name = pair.slice(0, pair.indexOf('='));
    const value = decodeURIComponent(pair.slice(pair.indexOf('=') + 1));
    if (value === '' || attributes.some((text) => /max-age=0/i.test(text))) this.jar.delete(name);
    else this.jar.set(name, value);
  }
}

let database: TestDatabase;
let auth: Auth;
let clock = new Date();

beforeAll(async () => {
  vi.stubEnv('NEXTAUTH_URL', ORIGIN);
  database = await testDatabase();
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await database.drop();
});

beforeEach(() => {
  clock = new Date();
  auth = authWith({ demo: true });
});

function authWith({ demo }: { demo: boolean }): Auth {
  const settings = { demo, bootstrapToken: TOKEN, publicUrl: ORIGIN };
  return createAuth({ settings, secret: SECRET, db: database.db, now: () => clock });
}

describe('signing in', () => {
  it('as a persona creates an audited session', async () => {
    const browser = new Browser(auth);
    expect(await browser.enter('persona', { persona: 'lead' })).toBe(200);
    const actor = await auth.actorOf(browser.headers);
    expect(actor).toMatchObject({ id: 'user:lead', name: 'Team lead, Payments', role: 'lead' });
    expect(await auth.sessions.ofActor(actor ?? raise())).toMatchObject([
      { method: 'persona', current: true },
    ]);
    const [record] = await listAudit(database.db, { action: 'session.created', limit: 1 });
    expect(record?.sentence).toBe('Team lead, Payments signed in by a persona of the demo.');
  });

  it('as a persona is refused outside the demo', async () => {
    auth = authWith({ demo: false });
    const browser = new Browser(auth);
    await browser.enter('persona', { persona: 'lead' });
    expect(await auth.actorOf(browser.headers)).toBeNull();
  });

  it('as an unknown persona is refused', async () => {
    const browser = new Browser(auth);
    expect(await browser.enter('persona', { persona: 'root' })).toBe(401);
    expect(await auth.actorOf(browser.headers)).toBeNull();
  });

  it('with the typed-in bootstrap token makes an administrator; with another it does not', async () => {
    const browser = new Browser(auth);
    expect(await browser.enter('token', { token: 'wrong' })).toBe(401);
    expect(await browser.enter('token', { token: TOKEN })).toBe(200);
    expect(await auth.actorOf(browser.headers)).toMatchObject({ id: 'token:bootstrap', role: 'admin' });
  });

  it('without the CSRF token that goes with the cookie is refused', async () => {
    const browser = new Browser(auth);
    await browser.call('/api/auth/csrf');
    await browser.call('/api/auth/callback/token', { token: TOKEN, csrfToken: 'x', json: 'true' });
    expect(await auth.actorOf(browser.headers)).toBeNull();
  });

  it('does not serve endpoints that would not check the table', async () => {
    const browser = new Browser(auth);
    for (const path of ['/api/auth/session', '/api/auth/signin', '/api/auth/error']) {
      expect((await browser.call(path)).status).toBe(404);
    }
    expect((await browser.call('/api/auth/_log', { code: 'x' })).status).toBe(404);
  });
});

describe('a one-time link', () => {
  const administrator = {
    id: 'user:administrator',
    name: 'Administrator',
    role: 'admin',
    groups: [],
  } as const;
  const make = (token: string, minutes: number) =>
    createSignInLink(database.db, {
      token,
      actor: administrator,
      now: clock,
      expiresAt: new Date(clock.getTime() + minutes * 60_000),
    });

  it('is good once', async () => {
    await make(LINK, 15);
    const browser = new Browser(auth);
    expect(await browser.enter('link', { token: LINK })).toBe(200);
    expect(await auth.actorOf(browser.headers)).toMatchObject({ id: 'user:administrator', role: 'admin' });
    const second = new Browser(auth);
    expect(await second.enter('link', { token: LINK })).toBe(401);
    expect(await auth.actorOf(second.headers)).toBeNull();
  });

  it('is good for its time', async () => {
    await make('late', 15);
    clock = new Date(clock.getTime() + 15 * 60_000);
    expect(await new Browser(auth).enter('link', { token: 'late' })).toBe(401);
  });
});

describe('a session', () => {
  it('ends with the sign-out, also for a cookie that was copied', async () => {
    const browser = new Browser(auth);
    await browser.enter('persona', { persona: 'viewer' });
    const thief = new Browser(auth);
    thief.copyCookies(browser);
    expect(await auth.actorOf(thief.headers)).toMatchObject({ id: 'user:viewer' });
    await browser.leave();
    expect(await auth.actorOf(browser.headers)).toBeNull();
    expect(await auth.actorOf(thief.headers)).toBeNull();
    const [record] = await listAudit(database.db, { action: 'session.revoked', limit: 1 });
    expect(record?.sentence).toBe('Viewer signed out.');
  });

  it('that another replica revoked ends here within 5 s', async () => {
    const browser = new Browser(auth);
    await browser.enter('persona', { persona: 'engineer' });
    const actor = (await auth.actorOf(browser.headers)) ?? raise();
    const other = authWith({ demo: true });
    const [own] = await other.sessions.ofActor(actor);
    await other.sessions.revokeOwn(actor, own?.id ?? '');
    clock = new Date(clock.getTime() + 5000);
    expect(await auth.actorOf(browser.headers)).toBeNull();
  });

  it("of someone else cannot be ended by an actor's own list", async () => {
    const engineer = new Browser(auth);
    const viewer = new Browser(auth);
    await engineer.enter('persona', { persona: 'engineer' });
    await viewer.enter('persona', { persona: 'viewer' });
    const [own] = await auth.sessions.ofActor((await auth.actorOf(engineer.headers)) ?? raise());
    const other = (await auth.actorOf(viewer.headers)) ?? raise();
    await expect(auth.sessions.revokeOwn(other, own?.id ?? '')).rejects.toMatchObject({ code: 'not-found' });
  });

  it('ends with its date', async () => {
    const browser = new Browser(auth);
    await browser.enter('persona', { persona: 'on-call' });
    clock = new Date(clock.getTime() + 7 * 24 * 3_600_000);
    expect(await auth.actorOf(browser.headers)).toBeNull();
  });
});

function raise(): never {
  throw new Error('no one is signed in');
}
