import type { Locator, Page } from '@playwright/test';
import type { TopologyDifferences } from '@/lib/model';
import { expect, test } from './persona';
import { targetsTooSmall, wider } from './thumb';

const PAGE = '/topology/differences';
const services = (page: Page): Locator => page.getByRole('table', { name: 'Services that differ' });
const calls = (page: Page): Locator => page.getByRole('table', { name: 'Calls that differ' });
const row = (table: Locator, name: string): Locator =>
  table.getByRole('row').filter({ has: table.page().getByRole('link', { name, exact: true }) });

test.use({ persona: 'Engineer' });

test('the map leads to what staging has and production has not, and back', async ({ page }) => {
  await page.goto('/topology');
  await page.getByRole('button', { name: 'More of the map' }).click();
  await page.getByRole('menuitem', { name: 'Compare environments' }).click();
  await expect(page).toHaveURL(PAGE);
  await expect(row(services(page), 'price-import')).toContainText('Only in Production');
  await expect(row(services(page), 'catalog-api')).toContainText(/2\.32\.0.*2\.31\.4.*Staging is ahead/);
  await page.getByRole('navigation', { name: 'Path' }).getByRole('link', { name: 'Topology' }).click();
  await expect(page).toHaveURL('/topology');
});

test('a setting that leads elsewhere is one line, with what says so on each side', async ({ page }) => {
  await page.goto(PAGE);
  const payments = row(calls(page), 'payments');
  await expect(payments).toContainText('Different target');
  await payments.getByRole('button', { name: /^sandbox\.psp-gateway\.example/ }).click();
  const card = page.getByRole('dialog', { name: /^Evidence that it calls sandbox/ });
  await expect(card).toContainText('containers[payments].env[PSP_URL]');
  await expect(card).toContainText('https://sandbox.psp-gateway.example');
  await card.getByRole('link', { name: 'Show it on the map' }).click();
  await expect(page).toHaveURL(/^[^?]*\/topology\?node=/);
  const side = page.getByRole('complementary', { name: 'payments' });
  await expect(side).toContainText('https://sandbox.psp-gateway.example');
});

test('the sides and the search are in the address, also after a reload', async ({ page }) => {
  await page.goto(PAGE);
  await expect(row(calls(page), 'shipping')).toContainText('Only in Staging');
  await page.getByRole('button', { name: 'Swap the sides' }).click();
  await expect(page).toHaveURL(`${PAGE}?left=environment%2Fproduction&right=environment%2Fstaging`);
  await expect(row(services(page), 'catalog-api')).toContainText(/2\.31\.4.*2\.32\.0.*Staging is ahead/);
  await page.getByRole('searchbox', { name: 'Search the differences' }).fill('shipping');
  await expect(services(page).locator('tbody tr')).toHaveCount(1);
  await page.reload();
  await expect(services(page).locator('tbody tr')).toHaveCount(1);
  await expect(services(page).getByRole('columnheader').nth(2)).toHaveText('Production');
});

test('the newer version links to its plan', async ({ page }) => {
  await page.goto(PAGE);
  await page.getByRole('link', { name: 'Deploy 5.2.0 to Production' }).click();
  const dialog = page.getByRole('dialog', { name: 'Deploy shipping' });
  await expect(dialog.getByRole('radio', { name: /Production/ })).toBeChecked();
  await dialog.getByRole('button', { name: 'Show the plan' }).click();
  await expect(page.getByRole('table', { name: 'Plan' })).toContainText('shipping:5.2.0');
});

test('a service’s two environments lead to what differs between them', async ({ page }) => {
  await page.goto('/catalog/ledger');
  await page.getByRole('link', { name: 'different image' }).click();
  await expect(row(services(page), 'ledger')).toContainText(/1\.28\.0.*1\.27\.3/);
  await expect(services(page).locator('tbody tr')).toHaveCount(1);
});

test('the API answers the same, and names what was wrong', async ({ page }) => {
  const ask = (query: string) => page.request.get(`/api/v1${PAGE}?${query}`);
  const answer = (await (
    await ask('left=environment/staging&right=environment/production')
  ).json()) as TopologyDifferences;
  expect(answer.services.find(({ name }) => name === 'ledger')).toMatchObject({
    ...{ difference: 'version', ahead: 'left' },
    promote: { to: 'right', version: '1.28.0' },
  });
  const all = (await (
    await ask('left=cluster/production-eu&right=environment/staging&same=true')
  ).json()) as TopologyDifferences;
  expect(all.left).toMatchObject({ kind: 'cluster', title: 'production-eu' });
  expect(all.services.find(({ name }) => name === 'mail-relay')).toMatchObject({ difference: 'same' });
  const wrong = await ask('left=staging&right=environment/production');
  expect(wrong.status()).toBe(422);
  expect(await wrong.text()).toContain('Expected environment/NAME or cluster/NAME');
  expect((await ask('left=environment/moon&right=environment/production')).status()).toBe(404);
  await page.goto(`${PAGE}?left=environment/moon`);
  await expect(page.getByRole('alert').filter({ hasText: 'moon' })).toContainText(
    'Nothing runs in environment "moon", as far as is known.',
  );
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

  test('nothing scrolls sideways, and all targets are large enough for a thumb', async ({ page }) => {
    await page.goto('/topology');
    await page.getByRole('link', { name: 'Compare' }).click();
    await expect(row(services(page), 'ledger')).toBeVisible();
    await expect(row(calls(page), 'payments')).toBeVisible();
    expect(await wider(page)).toEqual([]);
    expect(await targetsTooSmall(page)).toEqual([]);
  });
});
