import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import type { ServiceDetail } from '@/lib/model';
import { withoutReload } from '../journey';
import { problemOf } from './harbor';
import { expect, test } from './persona';

test.use({ persona: 'Viewer' });

const list = (page: Page) => page.getByRole('log', { name: 'Log lines' });
const LEDGER = '/catalog/ledger/logs?placement=ledger@production-eu/payments';

/** The number of lines that the foot of the list shows. */
async function countOf(page: Page): Promise<number> {
  const text = await page.getByText(/^[\d,]+ lines?\./).textContent();
  return Number(/^[\d,]+/.exec(text ?? '')?.[0].replaceAll(',', ''));
}

test('new lines appear automatically, wait while a person reads above, and are one press away', async ({
  page,
}) => {
  await page.goto(LEDGER);
  await expect(list(page)).toContainText('request');
  await withoutReload(page, async () => {
    const before = await countOf(page);
    await expect.poll(() => countOf(page)).toBeGreaterThan(before);

    await expect(page.getByRole('button', { name: 'Follow' })).toHaveAttribute('aria-pressed', 'true');
    await list(page).hover();
    await page.mouse.wheel(0, -2000);
    await expect(page.getByRole('button', { name: 'Follow' })).toHaveAttribute('aria-pressed', 'false');
    const back = page.getByRole('button', { name: /^\d+ new lines?$/ });
    await expect(back).toBeVisible();
    await back.click();
    await expect(back).toBeHidden();
    await expect(page.getByRole('button', { name: 'Follow' })).toHaveAttribute('aria-pressed', 'true');
  });
});

test('search counts and marks what it finds, by words or by pattern, from the keyboard', async ({ page }) => {
  await page.goto(LEDGER);
  await expect(list(page)).toContainText('request');
  await page.keyboard.press('/');
  await page.keyboard.type('/v1/quotes');
  await expect(page.getByText(/^[1-9]\d* match(es)?$/)).toBeVisible();
  await list(page).focus();
  await page.keyboard.press('n');
  await expect(page.getByText(/^1 of \d+ match(es)?$/)).toBeVisible();
  await expect(list(page).locator('mark').first()).toHaveText('/v1/quotes');
  await page.keyboard.press('Shift+N');
  await expect(page.getByText(/^(\d+) of \1 match(es)?$/)).toBeVisible();
  await expect(page).toHaveURL(/q=%2Fv1%2Fquotes/);

  const field = page.getByRole('searchbox', { name: 'Search the lines' });
  await field.fill('/status=2\\d\\d/');
  await expect(list(page).locator('mark').first()).toHaveText(/^status=2\d\d$/);
  await field.fill('/(/');
  await expect(page.getByText(/^The pattern cannot be read: .*\.$/)).toBeVisible();
});

test('the previous run of a pod that crashes says why it ended', async ({ page }) => {
  const answer = await page.request.get('/api/v1/services/payments');
  const { pods } = (await answer.json()) as ServiceDetail;
  const crashed = pods.find(({ ref, restarts }) => ref.cluster === 'production-eu' && restarts > 0);
  await page.goto('/catalog/payments/logs?placement=payments@production-eu/payments');
  await page.getByRole('button', { name: /^Pod: / }).click();
  await page.getByRole('option', { name: crashed?.ref.name ?? 'none' }).click();
  await page.getByRole('button', { name: 'Previous run' }).click();
  await expect(list(page)).toContainText('garbage collection cannot keep up');
  await expect(list(page)).toContainText('warn');
  await expect(page.getByText(/1 log has ended\.$/)).toBeVisible();
  await expect(page).toHaveURL(/previous=1/);
});

test('a line opens to all that was written', async ({ page }) => {
  await page.goto(LEDGER);
  await expect(list(page)).toContainText('request');
  await page.getByRole('button', { name: 'Follow' }).click();
  await list(page).getByText('request').last().click();
  await expect(list(page).getByRole('button', { name: 'Copy the line' })).toBeVisible();
  await expect(list(page).getByRole('definition').first()).toBeVisible();
});

test('the download has the lines, each with its pod, container and time', async ({ page }) => {
  await page.goto(`${LEDGER}&since=300`);
  const waiting = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download' }).click();
  const download = await waiting;
  expect(download.suggestedFilename()).toBe('ledger-production-eu-payments.log');
  const lines = (await readFile(await download.path(), 'utf8')).trimEnd().split('\n');
  expect(lines.length).toBeGreaterThan(10);
  for (const line of lines) expect(line).toMatch(/^ledger-\S+ ledger \d{4}-\d\d-\d\dT\S+Z \{/);
});

test('a pod that no longer exists is reported, with a link to all pods', async ({ page }) => {
  await page.goto(`${LEDGER}&pod=ledger-gone`);
  const sentence = 'There is no pod "ledger-gone" in payments of production-eu.';
  await expect(page.getByRole('alert').filter({ hasText: sentence })).toBeVisible();
  await page.getByRole('button', { name: 'Show all pods' }).click();
  await expect(list(page)).toContainText('request');
});

test('an invalid query is refused, and the field is named', async ({ request }) => {
  const where = 'cluster=production-eu&namespace=payments';
  for (const [query, status, field] of [
    [`${where}&service=ledger&tail=-1`, 422, 'tail'],
    [`${where}&service=ledger&sinceSeconds=1.5`, 422, 'sinceSeconds'],
    [`${where}&service=ledger&sinceTime=yesterday`, 422, 'sinceTime'],
    [`${where}&service=ledger&follow=yes`, 422, 'follow'],
    [`${where}&kind=Ingress&name=a`, 422, 'kind'],
    [where, 422, 'pod'],
    ['namespace=payments&pod=a', 422, 'cluster'],
    ['cluster=nowhere&namespace=payments&pod=a', 404, null],
    ['cluster=production-eu&namespace=nowhere&pod=a', 404, null],
    [`${where}&pod=nobody`, 404, null],
  ] as const) {
    const problem = await problemOf(await request.get(`/api/v1/logs?${query}`));
    expect(problem.status, query).toBe(status);
    if (field !== null)
      expect(
        problem.errors?.map((error) => error.field),
        query,
      ).toContain(field);
  }
});

test('the stream of a viewer who leaves is closed', async ({ page }) => {
  const open = async (): Promise<number> => {
    const text = await (await page.request.get('/metrics')).text();
    return Number(/^pilothouse_streams_open (\d+)$/m.exec(text)?.[1]);
  };
  await page.goto(LEDGER);
  await expect(list(page)).toContainText('request');
  await expect.poll(open).toBe(2);
  await page.goto('about:blank');
  await expect.poll(open).toBe(0);
});
