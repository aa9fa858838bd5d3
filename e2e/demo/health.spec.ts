import type { Locator, Page } from '@playwright/test';
import type { ServiceHistory } from '@/lib/model';
import { enterAs } from './harbor';
import { expect, NOBODY, test } from './persona';

test.use({ persona: 'On-call' });

const SENTENCE = '4 of 6 pods were killed for using more than their 512 MiB of memory';
const grid = (page: Page): Locator => page.getByRole('table', { name: 'Health by service and environment' });
const list = (page: Page): Locator => page.getByRole('table', { name: 'Health of placements' });
const receipt = (page: Page): Locator => page.getByRole('dialog', { name: 'Receipt' });
const facet = (page: Page, group: string, value: string): Locator =>
  page.getByRole('group', { name: group }).getByRole('checkbox', { name: new RegExp(`^${value}`) });

test.describe('the Health page', () => {
  test('has a glyph with a name for each placement, which opens its receipt with cause and next step', async ({
    page,
  }) => {
    await page.goto('/');
    await page
      .getByRole('navigation', { name: 'Main', exact: true })
      .getByRole('link', { name: /^Health/ })
      .click();
    await expect(page).toHaveURL('/health');
    const row = grid(page).getByRole('row', { name: /^payments/ });
    await expect(row.getByRole('button')).toHaveCount(2);
    await expect(row).toContainText(SENTENCE);
    await row
      .getByRole('button', { name: 'payments, production-eu / payments: Degraded, 2 of 6 ready' })
      .click();
    await expect(receipt(page)).toContainText(SENTENCE);
    await expect(receipt(page)).toContainText('pod.out-of-memory');
    await expect(receipt(page)).toContainText('payments needed more than the 512 MiB that its limit allows.');
    await receipt(page).getByRole('link', { name: 'Logs of the killed container' }).click();
    await expect(page).toHaveURL(
      /\/catalog\/payments\?tab=logs&at=\S+&pod=payments-\w+-\w+&container=payments&previous=1/,
    );
    await expect(page.getByRole('tab', { name: 'Logs' })).toHaveAttribute('aria-selected', 'true');
  });

  test('lists whose addresses get requests, and leads to the service', async ({ page }) => {
    await page.goto('/health');
    await page.getByRole('button', { name: 'Endpoints' }).click();
    await expect(page).toHaveURL('/health?view=endpoints');
    const table = page.getByRole('table', { name: 'Endpoints by Kubernetes Service' });
    const row = table
      .getByRole('row')
      .filter({ has: page.getByRole('link', { name: 'payments', exact: true }) });
    const production = row.filter({ hasText: 'production-eu' });
    await expect(production).toContainText('2 of 6');
    await expect(production).toContainText('2/6');
    await production.getByRole('link').click();
    await expect(page).toHaveURL(/\/catalog\/payments\?tab=health&at=/);
  });

  test('keeps facets and view in the address, and a copied link shows the same', async ({
    page,
    context,
  }) => {
    await page.goto('/health');
    await facet(page, 'Status', 'Degraded').click();
    await facet(page, 'Owner', 'Payments').click();
    await expect(page).toHaveURL('/health?status=Degraded&owner=payments');
    await page.getByRole('button', { name: 'List' }).click();
    await expect(page).toHaveURL('/health?status=Degraded&owner=payments&view=list');
    await expect(list(page).locator('tbody tr')).toHaveCount(1);
    const second = await context.newPage();
    await second.goto(page.url());
    await expect(list(second).locator('tbody tr')).toHaveCount(1);
    await expect(list(second)).toContainText(SENTENCE);
    await expect(list(second)).toContainText('Out of memory');
    await second.close();
  });
});

test.describe('the tabs of a service', () => {
  const tab = (page: Page, name: string): Locator => page.getByRole('tab', { name });

  test('a link leads to a tab at a placement, and both are kept', async ({ page }) => {
    await page.goto('/catalog/payments?tab=rollout');
    await expect(tab(page, 'Rollout')).toHaveAttribute('aria-selected', 'true');
    await expect(page.getByRole('tabpanel')).toContainText('kubectl: waiting');
    await page.getByRole('group', { name: 'Placement' }).getByRole('button', { name: 'Staging' }).click();
    await expect(tab(page, 'Rollout')).toHaveAttribute('aria-selected', 'true');
    await expect(page.getByRole('tabpanel')).toContainText('kubectl: success');
    await tab(page, 'Health').click();
    await expect(page).toHaveURL(/tab=health/);
    await expect(page).toHaveURL(/at=payments%40staging-eu/);
    await page.reload();
    await expect(page.getByRole('tabpanel')).toContainText('Both pods are ready.');
  });

  test('arrows move among them, Enter opens', async ({ page }) => {
    await page.goto('/catalog/payments');
    await tab(page, 'Pods').focus();
    await page.keyboard.press('ArrowRight');
    await expect(tab(page, 'Health')).toBeFocused();
    await expect(tab(page, 'Pods')).toHaveAttribute('aria-selected', 'true');
    await page.keyboard.press('Enter');
    await expect(tab(page, 'Health')).toHaveAttribute('aria-selected', 'true');
    await expect(page.getByRole('tabpanel')).toContainText(SENTENCE);
  });

  test('Health gives the cause, the next steps and each object by itself', async ({ page }) => {
    await page.goto('/catalog/payments?tab=health');
    const panel = page.getByRole('tabpanel');
    await expect(panel).toContainText('payments needed more than the 512 MiB that its limit allows.');
    await expect(panel.getByRole('region', { name: 'Objects' })).toContainText('Deployment payments');
    await panel.getByRole('link', { name: 'Roll back to 3.9.4' }).click();
    const dialog = page.getByRole('dialog', { name: 'Roll back payments' });
    await expect(dialog.getByRole('radio', { name: /Production/ })).toBeChecked();
    await expect(dialog.getByRole('radio', { name: /3\.9\.4$/ })).toBeChecked();
  });

  test('a viewer is offered no Change', async ({ page }) => {
    await enterAs(page.request, 'Viewer');
    await page.goto('/catalog/payments?tab=health');
    await expect(page.getByRole('tabpanel')).toContainText(SENTENCE);
    await expect(page.getByRole('tabpanel').getByRole('link', { name: /^(Deploy|Roll back)/ })).toHaveCount(
      0,
    );
  });

  test('History shows what was kept, with how much of the time is known', async ({ page }) => {
    const kept = async (): Promise<number> => {
      const answer = await page.request.get('/api/v1/services/payments/history');
      const { placements } = (await answer.json()) as ServiceHistory;
      return placements.find(({ cluster }) => cluster === 'production-eu')?.transitions.length ?? 0;
    };
    await expect.poll(kept).toBeGreaterThan(0);
    await page.goto('/catalog/payments?tab=history');
    const panel = page.getByRole('tabpanel');
    await expect(panel.getByRole('table', { name: 'Availability' }).getByRole('row')).toHaveCount(3);
    await expect(panel.getByRole('table', { name: 'Availability' })).toContainText(/of \d+\s(min|h|d) known/);
    await expect(panel.getByRole('region', { name: 'Changes of health' })).toContainText(SENTENCE);
    await panel.getByRole('button', { name: '7 d' }).click();
    await expect(page).toHaveURL(/window=7d/);
    await expect(panel.getByRole('list', { name: 'Production, last 7 d' })).toContainText('Degraded for');
  });
});

test.describe('the Rollouts page', () => {
  test('narrows by facets and opens a line in place', async ({ page }) => {
    await page.goto('/rollouts');
    await facet(page, 'State', 'Stalled').click();
    await expect(page).toHaveURL('/rollouts?state=Stalled');
    const line = page.getByRole('region', { name: 'Under way' }).getByRole('listitem');
    await expect(line).toHaveCount(1);
    await expect(line).toContainText('kubectl: waiting');
    await line.getByRole('button', { name: 'Details of payments' }).click();
    await expect(page).toHaveURL(/open=/);
    await expect(line).toContainText('OOMKilled');
    await expect(line.getByRole('heading', { name: 'Revisions' })).toBeVisible();
    await line.getByRole('link', { name: 'Cause and next step' }).click();
    await expect(page).toHaveURL(/\/catalog\/payments\?tab=health/);
  });
});

test.describe('the wall', () => {
  test('shows what is broken to a signed-in person, and Escape leaves', async ({ page }) => {
    await page.emulateMedia({ colorScheme: 'light' });
    await page.goto('/');
    await page.getByRole('link', { name: 'Wall' }).click();
    await expect(page).toHaveURL('/wall');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('payments is failing in production.');
    await expect(page.getByRole('navigation')).toHaveCount(0);
    await expect(page.getByRole('region', { name: /^Broken/ })).toContainText(SENTENCE);
    await expect(
      page.getByRole('region', { name: 'Production' }).getByLabel('payments: Degraded'),
    ).toBeVisible();
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
    await page.keyboard.press('Escape');
    await expect(page).toHaveURL('/');
    await expect(page.locator('html')).not.toHaveAttribute('data-theme', 'dark');
  });

  test('leads others to the sign-in page', async ({ browser, baseURL }) => {
    const context = await browser.newContext({ baseURL, storageState: NOBODY });
    const page = await context.newPage();
    await page.goto('/wall');
    await expect(page).toHaveURL(/\/sign-in/);
    await context.close();
  });
});
