import type { Locator, Page } from '@playwright/test';
import { askForScale, LEDGER, takeBack } from './harbor';
import { expect, test } from './persona';

test.use({ persona: 'Engineer' });

const searchbox = (page: Page): Locator => page.getByRole('searchbox', { name: 'Name, owner, image' });
const table = (page: Page): Locator => page.getByRole('table', { name: 'Services with their placements' });
const facet = (page: Page, name: RegExp): Locator => page.getByRole('checkbox', { name });

/** Expects these services, in their order. */
async function expectNames(page: Page, expected: readonly string[]): Promise<void> {
  await expect(table(page).locator('tbody td[data-col=name] a')).toHaveText([...expected]);
}

test('the filters of the Catalog are in its address, and a second tab shows the same', async ({
  page,
  context,
}) => {
  await page.goto('/catalog');
  await facet(page, /^Payments/)
    .first()
    .check();
  await expectNames(page, ['fraud-check', 'invoices', 'ledger', 'payments', 'payouts']);
  await facet(page, /^Staging/).check();
  await searchbox(page).fill('payout');
  await expectNames(page, ['payouts']);
  const shared = page.url();
  expect(new URL(shared).search).toBe('?owner=payments&environment=staging&q=payout');

  const second = await context.newPage();
  await second.goto(shared);
  await expectNames(second, ['payouts']);
  await expect(searchbox(second)).toHaveValue('payout');
  for (const name of [/^Payments/, /^Staging/]) await expect(facet(second, name).first()).toBeChecked();
  await second.close();
});

test.describe('the keyboard', () => {
  test('opens the deploy dialog with D, and closing it stays at the service', async ({ page }) => {
    await page.goto('/catalog?q=ledger');
    await expectNames(page, ['ledger']);
    await page.keyboard.press('j');
    await page.keyboard.press('d');
    const dialog = page.getByRole('dialog', { name: 'Deploy ledger' });
    await expect(dialog.getByRole('textbox', { name: 'Image' })).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
    await expect(page).toHaveURL('/catalog/ledger');
  });
});

test.describe('the command palette', () => {
  const palette = (page: Page): Locator => page.getByRole('dialog', { name: 'Search' });

  async function search(page: Page, text: string): Promise<void> {
    await page.keyboard.press('ControlOrMeta+k');
    await palette(page).getByRole('combobox').fill(text);
  }

  test('finds a service, a pod and a page by the keyboard alone', async ({ page }) => {
    await page.goto('/rollouts');
    await expect(page.getByRole('heading', { level: 1, name: 'Rollouts' })).toBeVisible();
    await search(page, 'ledger');
    const services = palette(page).getByRole('group', { name: 'Services' });
    await expect(services.getByRole('option', { name: /^ledger/ })).toBeVisible();
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL('/catalog/ledger');
    await expect(palette(page)).toBeHidden();

    const pod =
      (await page
        .getByTitle(/^ledger-\w+-\w+$/)
        .first()
        .getAttribute('title')) ?? '';
    await search(page, pod);
    await palette(page).getByRole('group', { name: 'Pods' }).getByRole('option', { name: pod }).click();
    await expect(page).toHaveURL(/\/catalog\/ledger/);

    await search(page, 'audit');
    await palette(page).getByRole('group', { name: 'Pages' }).getByRole('option', { name: 'Audit' }).click();
    await expect(page).toHaveURL('/audit');
  });

  test('finds a Change by its number', async ({ page }) => {
    const change = await askForScale(page.request, LEDGER.production, 4);
    await page.goto('/');
    await page.getByRole('button', { name: /Search services/ }).click();
    await palette(page).getByRole('combobox').fill(change.id);
    await palette(page)
      .getByRole('group', { name: 'Changes' })
      .getByRole('option', { name: /Scale ledger/ })
      .click();
    await expect(page).toHaveURL(`/changes/${change.id}`);
    await takeBack(page.request, change.id);
  });

  test('shows a message where nothing has the name, and Escape returns the focus', async ({ page }) => {
    await page.goto('/');
    const button = page.getByRole('button', { name: /Search services/ });
    await button.click();
    await palette(page).getByRole('combobox').fill('no-such-thing');
    await expect(palette(page).getByText('Nothing is called “no-such-thing”.')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(button).toBeFocused();
  });
});

test.describe('the scope', () => {
  async function choose(page: Page, scope: 'Environment' | 'Cluster', value: string): Promise<void> {
    await page.getByRole('button', { name: new RegExp(`^${scope}: `) }).click();
    await page.getByRole('option', { name: value, exact: true }).click();
  }

  test('narrows Now, Catalog and Rollouts, and goes along between them', async ({ page }) => {
    await page.goto('/');
    const main = page.getByRole('main');
    await expect(main.getByRole('article')).toContainText('production-eu');
    await choose(page, 'Environment', 'Staging');
    await expect(page).toHaveURL('/?environment=staging');
    await expect(main.getByRole('article')).toHaveCount(0);
    await expect(main.getByRole('heading', { level: 1 })).toContainText('in staging');
    await expect(main.getByText(/· production-eu/)).toHaveCount(0);

    await page.getByRole('link', { name: /^Rollouts/ }).click();
    await expect(page).toHaveURL('/rollouts?environment=staging');
    await expect(main.getByRole('listitem').first()).toBeVisible();
    await expect(main.getByText('· production-eu')).toHaveCount(0);

    await page.getByRole('link', { name: 'Catalog', exact: true }).click();
    await expect(page).toHaveURL('/catalog?environment=staging');
    await expect(table(page).getByRole('columnheader')).toHaveText([
      /Service/,
      'Owner',
      'staging-eu',
      /Changed/,
    ]);

    await choose(page, 'Environment', 'All environments');
    await expect(page).toHaveURL('/catalog');
    await choose(page, 'Cluster', 'production-eu');
    await expect(page).toHaveURL('/catalog?cluster=production-eu');
    await expect(table(page).getByRole('columnheader')).toHaveText([
      /Service/,
      'Owner',
      'production-eu',
      /Changed/,
    ]);
  });
});

test('the theme that was chosen is there after a reload, and on other pages', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'light' });
  await page.goto('/catalog');
  const ground = (): Promise<string> => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await ground();
  await page.getByRole('button', { name: 'Engineer' }).click();
  await page.getByRole('menuitemradio', { name: 'Dark' }).click();
  await expect.poll(ground).not.toBe(light);
  const dark = await ground();
  await page.reload();
  expect(await ground()).toBe(dark);
  await page.goto('/changes');
  expect(await ground()).toBe(dark);
  await page.getByRole('button', { name: 'Engineer' }).click();
  await page.getByRole('menuitemradio', { name: 'As the system' }).click();
  await expect.poll(ground).toBe(light);
});
