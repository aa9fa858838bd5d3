import type { APIRequestContext, Page, Request } from '@playwright/test';
import { placement, withoutReload } from '../journey';
import { askForScale, enterAs, execute, LEDGER, settleLedger } from './harbor';
import { expect, test } from './persona';

test.use({ persona: 'Engineer' });
test.afterEach(({ request }) => settleLedger(request));

const isStream = (request: Request): boolean => new URL(request.url()).pathname === '/api/v1/live';

/** The streams that a tab opens from now on, by their queries. */
function streamsOf(page: Page): URLSearchParams[] {
  const queries: URLSearchParams[] = [];
  page.on('request', (request) => {
    if (isStream(request)) queries.push(new URL(request.url()).searchParams);
  });
  return queries;
}

/** How many streams the server holds open, by its own count. */
async function openStreams(request: APIRequestContext): Promise<number> {
  const text = await (await request.get('/metrics')).text();
  return Number(/^pilothouse_streams_open (\d+)$/m.exec(text)?.[1]);
}

/** Sends the event by which a browser notifies a tab that it is hidden or visible again. */
async function turn(page: Page, visibility: 'hidden' | 'visible'): Promise<void> {
  await page.evaluate((state) => {
    Object.defineProperty(document, 'visibilityState', { value: state, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  }, visibility);
}

const indicator = (page: Page) => page.getByRole('status').filter({ hasText: /This page|Pilothouse/ });

test('a page holds one stream, never transformed, that begins where the page ends', async ({ page }) => {
  const streams = streamsOf(page);
  const opened = page.waitForResponse((answer) => isStream(answer.request()));
  await page.goto('/catalog/ledger');
  const headers = (await opened).headers();
  expect(headers['content-type']).toBe('text/event-stream');
  expect(headers['cache-control']).toBe('no-cache, no-transform');
  expect(headers['content-encoding']).toBeUndefined();
  expect(headers['x-accel-buffering']).toBe('no');
  await expect(indicator(page)).toHaveText('This page is live.');
  const topics = (): string[] => streams.at(-1)?.get('topics')?.split(',') ?? [];
  await expect.poll(topics).toContain('service:ledger');
  for (const query of streams) {
    expect(query.get('since'), 'what the page holds is not sent again').toMatch(/^[\w-]+:\d+$/);
    expect(query.has('fresh')).toBe(false);
  }
  await expect.poll(() => openStreams(page.request)).toBe(1);
});

test('one stream goes along from page to page', async ({ page }) => {
  await page.goto('/');
  await expect(indicator(page)).toHaveText('This page is live.');
  for (const name of [/^Catalog/, /^Rollouts/, /^Changes/, /^Clusters/]) {
    await page.getByRole('link', { name }).first().click();
    await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
    await expect.poll(() => openStreams(page.request)).toBe(1);
    await expect(indicator(page)).toHaveText('This page is live.');
  }
  await page.goto('about:blank');
  await expect.poll(() => openStreams(page.request), 'who leaves is let go').toBe(0);
});

test('a hidden tab has no stream, and continues from its position', async ({ page }) => {
  await page.goto('/catalog/ledger');
  await expect(indicator(page)).toHaveText('This page is live.');
  await withoutReload(page, async () => {
    await turn(page, 'hidden');
    await expect(indicator(page)).toHaveText('This page is paused.');
    await expect.poll(() => openStreams(page.request)).toBe(0);
    await execute(page.request, await askForScale(page.request, LEDGER.staging, 3));
    await expect(placement(page, 'Staging'), 'nothing came').toContainText('2 of 2 ready');

    const streams = streamsOf(page);
    await turn(page, 'visible');
    await expect(placement(page, 'Staging')).toContainText('3 of 3 ready');
    await expect(indicator(page)).toHaveText('This page is live.');
    expect(streams).toHaveLength(1);
    expect(streams[0]?.get('since')).toMatch(/^[\w-]+:\d+$/);
    await settleLedger(page.request);
    await expect(placement(page, 'Staging')).toContainText('2 of 2 ready');
  });
});

test('what one tab does, another sees without a reload', async ({ page, context }) => {
  await page.goto('/catalog/ledger');
  const second = await context.newPage();
  await second.goto('/catalog?q=ledger');
  const row = second.getByRole('row', { name: /ledger/ });
  await expect(row).toContainText('2/2');
  const third = await context.newPage();
  await third.goto('/changes');
  await withoutReload(second, () =>
    withoutReload(third, async () => {
      await page.getByRole('button', { name: 'Scale', exact: true }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('radio', { name: /Staging/ }).check();
      await dialog.getByRole('spinbutton', { name: 'Replicas' }).fill('4');
      await dialog.getByRole('textbox', { name: 'Reason' }).fill('Seen by all.');
      await dialog.getByRole('button', { name: 'Show the plan' }).click();
      await dialog.getByRole('button', { name: 'Scale ledger to 4' }).click();
      await expect(row).toContainText('4/4');
      await expect(third.getByRole('row', { name: /Scale ledger 2 → 4/ }).first()).toContainText('Succeeded');
      await expect(dialog.getByText('Succeeded').first()).toBeVisible();
      await settleLedger(page.request);
      await expect(row).toContainText('2/2');
    }),
  );
  await third.close();
  await second.close();
});

test('shows that it is disconnected, keeps the last picture, and reconnects automatically', async ({
  page,
}) => {
  await page.goto('/catalog');
  await expect(indicator(page)).toHaveText('This page is live.');
  await withoutReload(page, async () => {
    await page.route('**/api/v1/live*', (route) => route.abort('connectionrefused'));
    await turn(page, 'hidden');
    await turn(page, 'visible');
    await expect(indicator(page)).toHaveText(/^This page is connecting to Pilothouse again\./);
    await expect(page.getByText('Reconnecting')).toBeVisible();
    await expect(indicator(page)).toHaveText(/^Pilothouse cannot be reached\./, { timeout: 30_000 });
    await expect(page.getByText('Offline')).toBeVisible();
    await expect(page.getByRole('row', { name: /ledger/ })).toContainText('2/2');

    await page.unroute('**/api/v1/live*');
    await page.evaluate(() => window.dispatchEvent(new Event('online')));
    await expect(indicator(page)).toHaveText('This page is live.');
  });
});

test('a tab whose session has ended leads to sign in, and back', async ({ page, request }) => {
  await enterAs(page.request, 'Engineer');
  await page.goto('/catalog?q=ledger');
  await expect(indicator(page)).toHaveText('This page is live.');
  const { items } = (await (await page.request.get('/api/v1/sessions')).json()) as {
    items: { id: string; current: boolean }[];
  };
  const own = items.find(({ current }) => current);
  expect((await request.delete(`/api/v1/sessions/${own?.id ?? ''}`)).status()).toBe(200);
  await turn(page, 'hidden');
  await turn(page, 'visible');
  await expect(page).toHaveURL(`/sign-in?callbackUrl=${encodeURIComponent('/catalog?q=ledger')}`, {
    timeout: 20_000,
  });
});
