import { encode } from 'next-auth/jwt';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Db } from '@/lib/db/client';
import type { Actor } from '@/lib/model';
import { createAuth } from './auth';
import { bearerOf, sameSecret } from './bootstrap-token';
import { safeCallbackUrl, signInPath } from './callback-url';
import { cookieIn } from './cookie';

/** The queries of the table of sessions, answered and asserted by the test. */
const findFirst = vi.fn();
const DB = { client: { session: { findFirst, updateMany: () => Promise.resolve() } } } as unknown as Db;

const SECRET = '4f1d0c9be7a2835641d0c9be7a28356f';
const TOKEN = 'b0b5e7a2835641d0c9be7a28356f4f1d';
const SID = '00112233445566778899aabbccddeeff';
const ENGINEER: Actor = {
  id: 'user:engineer',
  name: 'E',
  role: 'engineer',
  groups: ['payments'],
  sessionId: SID,
};

let clock = 0;
const now = () => new Date(clock);

function auth(publicUrl: string | null = null) {
  return createAuth({
    settings: { demo: false, bootstrapToken: TOKEN, publicUrl },
    secret: SECRET,
    db: DB,
    now,
  });
}

function goodSession(): void {
  const at = new Date(0);
  findFirst.mockResolvedValue({
    id: SID,
    actorId: ENGINEER.id,
    actorName: ENGINEER.name,
    role: ENGINEER.role,
    groups: ENGINEER.groups,
    method: 'link',
    userAgent: '',
    createdAt: at,
    lastSeenAt: at,
    expiresAt: at,
    revokedAt: null,
  });
}

const sealed = (secret = SECRET) => encode({ token: { sid: SID }, secret });
const withCookie = (value: string, name = 'pilothouse.session') =>
  new Headers({ cookie: `a=b; ${name}=${value}` });

describe('actorOf', () => {
  beforeEach(() => {
    clock = Date.UTC(2026, 0, 1);
    findFirst.mockReset();
    goodSession();
  });

  it('is null without a token and a cookie', async () => {
    expect(await auth().actorOf(new Headers())).toBeNull();
  });

  it("takes the bootstrap token as an administrator's", async () => {
    const actor = await auth().actorOf(new Headers({ authorization: `Bearer ${TOKEN}` }));
    expect(actor).toMatchObject({ id: 'token:bootstrap', role: 'admin', sessionId: null });
  });

  it('is null for a wrong token, whatever cookie comes with it', async () => {
    const headers = withCookie(await sealed());
    headers.set('authorization', 'Bearer wrong');
    expect(await auth().actorOf(headers)).toBeNull();
    headers.set('authorization', `Basic ${TOKEN}`);
    expect(await auth().actorOf(headers)).toBeNull();
  });

  it('reads the actor of a session from the table', async () => {
    expect(await auth().actorOf(withCookie(await sealed()))).toEqual(ENGINEER);
    expect(findFirst).toHaveBeenCalledWith({
      where: { id: SID, revokedAt: null, expiresAt: { gt: now() } },
    });
  });

  it('is null for a cookie that was encrypted with another secret, or not at all', async () => {
    expect(await auth().actorOf(withCookie(await sealed('another secret')))).toBeNull();
    expect(await auth().actorOf(withCookie('%E0%A4%A'))).toBeNull();
    expect(findFirst).not.toHaveBeenCalled();
  });

  it('reads the cookie that is bound to https where the site is served by https', async () => {
    const https = auth('https://p.example.com');
    expect(await https.actorOf(withCookie(await sealed()))).toBeNull();
    expect(await https.actorOf(withCookie(await sealed(), '__Host-pilothouse.session'))).toEqual(ENGINEER);
  });

  it('caches the row for 5 s, and then reads it again', async () => {
    const one = auth();
    const headers = withCookie(await sealed());
    await one.actorOf(headers);
    clock += 4999;
    await one.actorOf(headers);
    expect(findFirst).toHaveBeenCalledOnce();
    findFirst.mockResolvedValue(null);
    clock += 1;
    expect(await one.actorOf(headers)).toBeNull();
  });

  it('does not cache the failure of a database', async () => {
    const one = auth();
    const headers = withCookie(await sealed());
    findFirst.mockRejectedValueOnce(new Error('down'));
    await expect(one.actorOf(headers)).rejects.toThrow('down');
    expect(await one.actorOf(headers)).toEqual(ENGINEER);
  });

  it('slows down guesses of tokens, by address, for a minute', async () => {
    const one = auth();
    const guess = (from: string, token = 'wrong') =>
      one.actorOf(new Headers({ authorization: `Bearer ${token}`, 'x-forwarded-for': from }));
    for (let attempt = 0; attempt < 10; attempt += 1) expect(await guess('10.0.0.1')).toBeNull();
    await expect(guess('10.0.0.1', TOKEN)).rejects.toMatchObject({ code: 'too-many-requests' });
    expect(await guess('10.0.0.2', TOKEN)).not.toBeNull();
    clock += 60_000;
    expect(await guess('10.0.0.1', TOKEN)).not.toBeNull();
  });

  it('slows down guesses from changing addresses too', async () => {
    const one = auth();
    const guess = (attempt: number) =>
      one.actorOf(new Headers({ authorization: 'Bearer wrong', 'x-forwarded-for': `10.1.0.${attempt}` }));
    for (let attempt = 0; attempt < 100; attempt += 1) await guess(attempt);
    await expect(guess(100)).rejects.toMatchObject({ code: 'too-many-requests' });
  });
});

describe('secrets', () => {
  it('are compared whole', () => {
    expect(sameSecret(TOKEN, TOKEN)).toBe(true);
    expect(sameSecret(TOKEN.slice(1), TOKEN)).toBe(false);
    expect(sameSecret('', TOKEN)).toBe(false);
  });

  it.each([
    ['Bearer abc', 'abc'],
    ['bearer abc', 'abc'],
    ['Bearer', null],
    ['Bearer a b', null],
    ['Basic abc', null],
    [null, null],
  ])('of the header %j are %j', (header, token) => {
    expect(bearerOf(header)).toBe(token);
  });

  it.each([
    ['x=1; name=a=b', 'a=b'],
    ['name=', ''],
    ['othername=1', null],
    [null, null],
  ])('of the cookies %j are %j', (header, value) => {
    expect(cookieIn(header, 'name')).toBe(value);
  });
});

describe('safeCallbackUrl', () => {
  it.each([
    ['/catalog?q=a#b', '/catalog?q=a#b'],
    ['/catalog/../changes', '/changes'],
    ['https://evil.example/', '/'],
    ['//evil.example/x', '/'],
    ['/\\evil.example', '/'],
    ['/\t/evil.example', '/'],
    ['javascript:alert(1)', '/'],
    ['catalog', '/'],
    ['/sign-in?callbackUrl=/x', '/'],
    ['/api/v1/me', '/'],
    ['', '/'],
    [null, '/'],
  ])('%j leads to %s', (given, to) => {
    expect(safeCallbackUrl(given)).toBe(to);
  });

  it('is in the path of the sign-in page unless it is the start page', () => {
    expect(signInPath('/catalog?q=a&b=c')).toBe('/sign-in?callbackUrl=%2Fcatalog%3Fq%3Da%26b%3Dc');
    expect(signInPath('/')).toBe('/sign-in');
  });
});
