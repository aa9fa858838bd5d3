import type { Locator, Page } from '@playwright/test';
import { askForScale, LEDGER, takeBack } from './harbor';
import { expect, test } from './persona';

test.use({ persona: 'Engineer' });

const searchbox = (page: Page): Locator => page.getByRole('searchbox', { name: 'Name, owner, image' });
const table = (page: Page): Locator => page.getByRole('table', { name: 'Services with their placements' });
const facet = (page: Page, name: RegExp): Locator => page.getByRole('checkbox', { name });

/** Names of the services shown, in their order. */
function names(page: Page): Promise<string[]> {
  return table(page).locator('tbody td[data-col=name] a').allInnerTexts();
}

async function expectNames(page: Page, expected: readonly string[]): Promise<void> {
  await expect(table(page).locator('tbody td[data-col=name] a')).toHaveText([...expected]);
}

test.describe('the Catalog', () => {
  test('finds by name, owner, system and image, and says how many', async ({ page }) => {
    await page.goto('/catalog');
    const all = (await names(page)).length;
    expect(all).toBeGreaterThan(20);
    await expect(page.getByText(`All ${all} services.`)).toBeVisible();
    await searchbox(page).fill('LEDG');
    await expectNames(page, ['ledger']);
    await expect(page).toHaveURL('/catalog?q=LEDG');
    await expect(page.getByText(`1 of ${all} services.`)).toBeVisible();
    await searchbox(page).fill('logistics');
    await expectNames(page, ['inventory', 'orders-db', 'returns', 'shipping']);
    await searchbox(page).fill('harbor.example/fraud');
    await expectNames(page, ['fraud-check']);
    await searchbox(page).press('Escape');
    await expect(page).toHaveURL('/catalog');
    expect(await names(page)).toHaveLength(all);
  });

  test('narrows by facets that add up, and a second tab shows the same by the address', async ({
    page,
    context,
  }) => {
    await page.goto('/catalog');
    await facet(page, /^Payments/)
      .first()
      .check();
    await expectNames(page, ['fraud-check', 'invoices', 'ledger', 'payments', 'payouts']);
    await facet(page, /^Degraded/).check();
    await expectNames(page, ['payments']);
    await facet(page, /^Suspended/).check();
    await expectNames(page, ['payments', 'payouts']);
    await facet(page, /^Staging/).check();
    await expectNames(page, ['payouts']);
    await expect(facet(page, /^Staging/)).toBeChecked();
    const shared = page.url();
    expect(new URL(shared).search).toBe('?owner=payments&health=Degraded%2CSuspended&environment=staging');

    const second = await context.newPage();
    await second.goto(shared);
    await expectNames(second, ['payouts']);
    for (const name of [/^Payments/, /^Degraded/, /^Suspended/, /^Staging/])
      await expect(facet(second, name).first()).toBeChecked();
    await facet(second, /^Suspended/).uncheck();
    await expect(second.getByText('No service has all of these filters.')).toBeVisible();
    await second.getByRole('button', { name: 'Clear' }).click();
    await expect(second).toHaveURL('/catalog');
    expect(await names(second)).toEqual(await namesOfAll(page));
    await second.close();
  });

  test('counts what a facet would show', async ({ page }) => {
    await page.goto('/catalog');
    for (const owner of ['Logistics', 'Storefront']) {
      const label = page.getByRole('group', { name: 'Owner' }).getByText(owner);
      const count = Number(/\d+$/.exec(await label.innerText())?.[0]);
      await label.click();
      await expect(table(page).locator('tbody td[data-col=name]')).toHaveCount(count);
      await label.click();
    }
  });

  test('sorts by its heads, both ways', async ({ page }) => {
    await page.goto('/catalog?group=none');
    const rising = await names(page);
    expect(rising).toEqual([...rising].sort((a, b) => a.localeCompare(b)));
    const head = page.getByRole('columnheader', { name: 'Service' });
    await expect(head).toHaveAttribute('aria-sort', 'ascending');
    await head.getByRole('button').click();
    await expect(head).toHaveAttribute('aria-sort', 'descending');
    await expectNames(page, rising.toReversed());
    await page.getByRole('columnheader', { name: 'Owner' }).getByRole('button').click();
    await expect(page).toHaveURL('/catalog?group=none&sort=owner');
    const owners = await table(page).locator('tbody td[data-col=owner]').allInnerTexts();
    // What nobody owns comes last.
    const named = owners.filter((owner) => owner !== '–');
    expect(owners.slice(0, named.length)).toEqual([...named].sort((a, b) => a.localeCompare(b)));
    await page.getByRole('columnheader', { name: 'Changed' }).getByRole('button').click();
    const times = await table(page)
      .locator('tbody td.age time')
      .evaluateAll((all) => all.map((time) => time.getAttribute('datetime') ?? ''));
    expect(times).toEqual([...times].sort().toReversed());
  });

  test('groups by system, owner or not at all', async ({ page }) => {
    await page.goto('/catalog');
    const groups = table(page).locator('tbody th');
    await expect(groups).toHaveText([/^Foundation/, /^Fulfilment/, /^Payments/, /^Shop/, /^None/]);
    await page.getByRole('button', { name: 'Group' }).click();
    await page.getByRole('option', { name: 'Owner' }).click();
    await expect(groups).toHaveText([/^Logistics/, /^Payments/, /^Platform/, /^Storefront/, /^None/]);
    await expect(page).toHaveURL('/catalog?group=owner');
    await page.getByRole('button', { name: 'Group' }).click();
    await page.getByRole('option', { name: 'None' }).click();
    await expect(groups).toHaveCount(0);
  });

  test('names the nearest match where nothing is found', async ({ page }) => {
    await page.goto('/catalog?q=legder');
    await expect(page.getByText('No service matches “legder”.')).toBeVisible();
    await expect(page.getByText('The nearest name is')).toBeVisible();
    await page.getByRole('button', { name: 'Clear' }).click();
    await expect(page).toHaveURL('/catalog');
    await searchbox(page).fill('legder');
    await page.getByRole('main').getByRole('link', { name: 'ledger', exact: true }).click();
    await expect(page).toHaveURL('/catalog/ledger');
  });
});

test.describe('the keyboard', () => {
  test('moves with J and K, opens with Enter, searches with /', async ({ page }) => {
    await page.goto('/catalog?group=none');
    const [first = '', second = ''] = await names(page);
    const marked = table(page).locator('tr[data-at]');
    await page.keyboard.press('j');
    await expect(marked).toContainText(first);
    await page.keyboard.press('j');
    await expect(marked).toContainText(second);
    await page.keyboard.press('k');
    await page.keyboard.press('k');
    await expect(marked, 'the first row is the end').toContainText(first);
    await page.keyboard.press('/');
    await expect(searchbox(page)).toBeFocused();
    await page.keyboard.type('jk');
    await expect(searchbox(page), 'letters belong to who types').toHaveValue('jk');
    await searchbox(page).fill('ledger');
    await searchbox(page).blur();
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { level: 1, name: 'ledger' })).toBeVisible();
  });

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

async function namesOfAll(page: Page): Promise<string[]> {
  await page.goto('/catalog');
  return names(page);
}

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

  test('says so where nothing has the name, and Escape gives the focus back', async ({ page }) => {
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
