import type { APIRequestContext, APIResponse, Page } from '@playwright/test';
import { signIn } from '../journey';
import { askForScale, enterAs, LEDGER, PAGES, problemOf, takeBack } from './harbor';
import { expect, test } from './persona';

/** A text that every page contains: the ages of the clusters. */
const COMPANY = /staging-eu/;
const SESSION_COOKIE = 'pilothouse.session';

/** The forms in which a browser requests a page: the HTML, React's payload of a navigation, and a prefetch. */
const FORMS: Record<string, Record<string, string>> = {
  HTML: {},
  RSC: { rsc: '1' },
  prefetch: { rsc: '1', 'next-router-prefetch': '1', 'next-router-segment-prefetch': '/_tree' },
};

/** Follows a redirect to the same page: Next redirects an RSC request to an address with `_rsc` first. */
async function ask(
  request: APIRequestContext,
  path: string,
  headers: Record<string, string>,
): Promise<APIResponse> {
  const answer = await request.get(path, { headers, maxRedirects: 0 });
  const next = answer.headers().location;
  const form = `${path}${path.includes('?') ? '&' : '?'}_rsc`;
  return next?.startsWith(form) ? request.get(next, { headers, maxRedirects: 0 }) : answer;
}

function signInFor(path: string): string {
  return path === '/' ? '/sign-in' : `/sign-in?callbackUrl=${encodeURIComponent(path)}`;
}

async function expectUnauthenticated(answer: APIResponse): Promise<void> {
  expect(answer.status(), answer.url()).toBe(401);
  expect((await problemOf(answer)).code).toBe('unauthenticated');
  expect(answer.headers()['www-authenticate']).toContain('Bearer');
}

/** Consul's answer to a call without a token, which is the only one that its clients understand. */
async function expectConsulRefusal(answer: APIResponse): Promise<void> {
  expect(answer.status(), answer.url()).toBe(403);
  expect(await answer.text()).toMatch(/token/i);
}

test.describe('without a session', () => {
  for (const path of PAGES) {
    test(`${path} leads to sign in and shows nothing`, async ({ request, requestAs }) => {
      const member = await requestAs('Viewer');
      for (const [form, headers] of Object.entries(FORMS)) {
        if (form !== 'prefetch')
          expect(await (await ask(member, path, headers)).text(), `${form} with a session`).toMatch(COMPANY);
        const answer = await ask(request, path, headers);
        expect(answer.status(), form).toBe(307);
        expect(answer.headers().location, form).toBe(signInFor(path));
        expect(await answer.text(), form).not.toMatch(COMPANY);
        // A cookie that is not ours passes the proxy; the page itself must refuse it.
        const forged = await ask(request, path, { ...headers, cookie: `${SESSION_COOKIE}=forged` });
        const text = await forged.text();
        expect(text, `${form}, forged cookie`).not.toMatch(COMPANY);
        if (form !== 'prefetch') expect(forged.headers().location ?? text, form).toContain(signInFor(path));
      }
    });
  }

  test('every call of the API answers 401', async ({ request, requestAs }) => {
    const member = await requestAs('Viewer');
    const document = (await (await member.get('/api/v1/openapi.json')).json()) as {
      paths: Record<string, Record<string, unknown>>;
    };
    const calls = Object.entries(document.paths).flatMap(([path, operations]) =>
      Object.keys(operations).map((method) => ({ path: path.replace(/\{\w+\}/g, 'payments'), method })),
    );
    expect(calls.length).toBeGreaterThan(20);
    for (const { path, method } of [...calls, { path: '/api/openapi.json', method: 'get' }]) {
      for (const cookie of ['', `${SESSION_COOKIE}=forged`]) {
        const answer = await request.fetch(path, { method, headers: { cookie }, maxRedirects: 0 });
        if (path.startsWith('/v1/')) await expectConsulRefusal(answer);
        else await expectUnauthenticated(answer);
      }
    }
    // Once: an address that guesses tokens is soon asked to wait.
    await expectUnauthenticated(
      await request.get('/api/v1/services', { headers: { authorization: 'Bearer wrong' } }),
    );
  });

  test('probes, sign-in and static files are open', async ({ request }) => {
    const html = await (await request.get('/sign-in')).text();
    const asset = /\/_next\/static\/[^"]+\.js/.exec(html)?.[0] ?? '';
    expect(asset).not.toBe('');
    for (const path of ['/healthz', '/readyz', '/icon.svg', '/sign-in', '/sign-in/link', asset])
      expect((await request.get(path, { maxRedirects: 0 })).status(), path).toBe(200);
    expect(html).not.toMatch(COMPANY);
  });
});

test.describe('sign-in leads back', () => {
  test('to the page that was opened, with its query', async ({ page }) => {
    await signIn(page, 'Viewer', '/catalog?q=ledger&environment=staging');
    await expect(page).toHaveURL('/catalog?q=ledger&environment=staging');
    await page.goto('/sign-in?callbackUrl=%2Faudit');
    await expect(page, 'who is signed in already goes on').toHaveURL('/audit');
  });

  for (const elsewhere of [
    'https://evil.example/',
    '//evil.example/',
    '/\\evil.example',
    'javascript:alert(1)',
  ]) {
    test(`and never to ${elsewhere}`, async ({ page, baseURL }) => {
      const hosts = new Set<string>();
      page.on('request', (request) => hosts.add(new URL(request.url()).host));
      await signIn(page, 'Viewer', `/sign-in?callbackUrl=${encodeURIComponent(elsewhere)}`);
      await expect(page).toHaveURL('/');
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      expect([...hosts]).toEqual([new URL(baseURL ?? '').host]);
    });
  }

  test('and next-auth follows no foreign address either', async ({ request, baseURL }) => {
    const { csrfToken } = (await (await request.get('/api/auth/csrf')).json()) as { csrfToken: string };
    const form = { csrfToken, persona: 'viewer', callbackUrl: 'https://evil.example/' };
    const answer = await request.post('/api/auth/callback/persona', { form, maxRedirects: 0 });
    expect(answer.status()).toBe(302);
    expect(new URL(answer.headers().location ?? '', baseURL).origin).toBe(baseURL);
  });
});

test.describe('a viewer', () => {
  test('sees the buttons disabled, with the reason', async ({ page }) => {
    await signIn(page, 'Viewer', '/catalog/ledger?do=scale');
    for (const name of ['Scale', 'Deploy']) {
      const button = page.getByRole('button', { name, exact: true });
      await expect(button).toBeDisabled();
      await expect(button).toHaveAttribute('title', /^A viewer .*\.$/);
    }
    await expect(page.getByRole('dialog'), 'nor does the address open it').toBeHidden();
  });

  test('is refused each write', async ({ page, requestAs }) => {
    const engineer = await requestAs('Engineer');
    const change = await askForScale(engineer, LEDGER.production, 4);
    await enterAs(page.request, 'Viewer');
    const data = { action: 'scale', target: LEDGER.staging, params: { replicas: 3 } };
    const asked = await page.request.post('/api/v1/changes', { data });
    expect(asked.status()).toBe(403);
    expect((await problemOf(asked)).detail).toBe('A viewer cannot request changes.');
    for (const verb of ['approve', 'reject', 'execute', 'cancel']) {
      const answer = await page.request.post(`/api/v1/changes/${change.id}/${verb}`, { data: {} });
      expect(answer.status(), verb).toBe(403);
      expect((await problemOf(answer)).code).toBe('forbidden');
    }
    await page.goto(`/changes/${change.id}`);
    await expect(page.getByRole('heading', { level: 1, name: /Scale ledger/ })).toBeVisible();
    for (const name of ['Approve this plan', 'Reject…', 'Cancel this change', /^Scale ledger/])
      await expect(page.getByRole('button', { name })).toBeHidden();
    await takeBack(engineer, change.id);
  });
});

test('sign-out ends the session, copies of its cookie included', async ({ page, request }) => {
  await signIn(page, 'Viewer');
  const cookie = (await page.context().cookies()).find(({ name }) => name === SESSION_COOKIE);
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax' });
  const copy = { cookie: `${SESSION_COOKIE}=${cookie?.value ?? ''}` };
  expect((await request.get('/api/v1/me', { headers: copy })).status()).toBe(200);

  await signOut(page);
  await expectUnauthenticated(await request.get('/api/v1/me', { headers: copy }));
  const answer = await request.get('/catalog', { headers: copy, maxRedirects: 0 });
  expect(answer.status()).toBe(307);
  expect(await answer.text()).not.toMatch(COMPANY);
  await page.goBack();
  await expect(page, 'nor does the Back key bring a page again').toHaveURL(/\/sign-in/);
});

async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Viewer' }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page).toHaveURL('/sign-in');
}

test.describe("another site's page", () => {
  const data = { action: 'scale', target: LEDGER.staging, params: { replicas: 3 } };

  for (const [name, value] of [
    ['origin', 'https://evil.example'],
    ['origin', 'null'],
    ['sec-fetch-site', 'cross-site'],
    ['sec-fetch-site', 'same-site'],
  ] as const) {
    test(`writes nothing with ${name}: ${value}`, async ({ request }) => {
      await enterAs(request, 'Engineer');
      const before = await newestChange(request);
      const answer = await request.post('/api/v1/changes', { data, headers: { [name]: value } });
      expect(answer.status()).toBe(403);
      expect((await problemOf(answer)).detail).toContain('another site');
      expect(await newestChange(request)).toBe(before);
    });
  }

  test('signs nobody in: next-auth wants its own token', async ({ request }) => {
    const form = { persona: 'engineer', csrfToken: 'guessed', json: 'true' };
    await request.post('/api/auth/callback/persona', { form, maxRedirects: 0 });
    await expectUnauthenticated(await request.get('/api/v1/me'));
  });
});

async function newestChange(request: APIRequestContext): Promise<string | undefined> {
  const page = (await (await request.get('/api/v1/changes?limit=1')).json()) as { items: { id: string }[] };
  return page.items[0]?.id;
}
