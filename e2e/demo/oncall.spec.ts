import type { Locator, Page } from '@playwright/test';
import { enterAs, takeBack } from './harbor';
import { expect, test } from './persona';
import { targetsTooSmall, wider } from './thumb';

const PHONE = { width: 390, height: 844 };
test.use({ viewport: PHONE, hasTouch: true, isMobile: true });
test.use({ persona: 'On-call' });

const tabs = (page: Page): Locator => page.getByRole('navigation', { name: 'Main, phone' });

async function expectInFirstScreen(page: Page, what: Locator): Promise<void> {
  await expect(what).toBeVisible();
  const box = await what.boundingBox();
  const bar = await tabs(page).boundingBox();
  const label = await what.innerText();
  expect(box?.y, `${label}: below the top bar`).toBeGreaterThanOrEqual(48);
  expect((box?.y ?? 0) + (box?.height ?? 0), `${label}: above the tab bar`).toBeLessThanOrEqual(bar?.y ?? 0);
  expect((box?.x ?? 0) + (box?.width ?? 0), `${label}: within the screen`).toBeLessThanOrEqual(PHONE.width);
}

test.describe('woken at three', () => {
  test('what is broken, why, since when and what to do are on the first screen', async ({ page }) => {
    await page.goto('/');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('payments is failing in production.');
    const worst = page.getByRole('article');
    for (const what of [
      page.getByRole('heading', { level: 1 }),
      worst.getByText('4 of 6 pods were killed for using more than their 512 MiB of memory'),
      worst.getByText(/^for \d+\s(min|h|d)$/),
      worst.getByRole('link', { name: 'Roll back to 3.9.4' }),
    ])
      await expectInFirstScreen(page, what);
    expect(await page.evaluate(() => window.scrollY)).toBe(0);
  });

  test('what it was read from is shown beneath: field, value, object, rule, when', async ({ page }) => {
    await page.goto('/');
    const worst = page.getByRole('article');
    await expect(worst).toContainText('production-eu');
    await expect(worst).toContainText(/status\.containerStatuses\[payments\]\S* = OOMKilled/);
    await expect(worst).toContainText(
      /Pod payments\/payments-\w+-\w+, rule pod\.out-of-memory, \d+\s(s|min) ago/,
    );
  });

  test('a status opens its whole receipt in place', async ({ page }) => {
    await page.goto('/catalog/payments');
    const card = page.getByRole('article', { name: /Production/ });
    await card.getByRole('button', { name: 'Degraded' }).tap();
    const receipt = page.getByRole('dialog', { name: 'Receipt' });
    await expect(receipt).toContainText('4 of 6 pods were killed');
    const facts = receipt.locator('.receipt').first();
    await expect(facts.getByRole('term')).toHaveText([
      'rule',
      'object',
      'field',
      'value',
      'cluster',
      'observed',
    ]);
    await expect(facts.getByRole('definition')).toHaveText([
      'pod.out-of-memory',
      /^Pod payments\/payments-\w+-\w+$/,
      /^status\.containerStatuses\[payments\]/,
      'OOMKilled',
      'production-eu',
      /^\d+\ss ago$/,
    ]);
    expect(await wider(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await expect(receipt).toBeHidden();
  });

  test('the way back is two taps and a plan', async ({ page }) => {
    await page.goto('/');
    await page.getByRole('link', { name: 'Roll back to 3.9.4' }).tap();
    const dialog = page.getByRole('dialog', { name: 'Roll back payments' });
    await expect(dialog.getByRole('radio', { name: /Production/ })).toBeChecked();
    await expect(dialog.getByRole('radio', { name: /3\.9\.4$/ })).toBeChecked();
    await dialog.getByRole('button', { name: 'Show the plan' }).tap();
    const change = dialog.getByRole('link', { name: /^CH-\d+$/ });
    await expect(dialog.getByText('Waits for approval').first()).toBeVisible();
    expect(await targetsTooSmall(page)).toEqual([]);
    expect(await wider(page)).toEqual([]);
    const id = await change.innerText();
    await dialog.getByRole('button', { name: 'Close' }).first().tap();
    await expect(dialog).toBeHidden();
    await takeBack(page.request, id);
  });
});

test('the tab bar leads everywhere, with the rest behind More', async ({ page }) => {
  await page.goto('/');
  await expect(page.getByRole('navigation', { name: 'Main', exact: true })).toBeHidden();
  for (const [name, path] of [
    ['Catalog', '/catalog'],
    ['Topology', '/topology'],
    ['Changes', '/changes'],
    ['Now', '/'],
  ] as const) {
    await tabs(page).getByRole('link', { name }).tap();
    await expect(page).toHaveURL(path);
    await expect(tabs(page).getByRole('link', { name })).toHaveAttribute('aria-current', 'page');
  }
  for (const [name, path] of [
    ['Health', '/health'],
    ['Rollouts', '/rollouts'],
    ['Clusters', '/clusters'],
    ['Audit', '/audit'],
  ] as const) {
    await tabs(page).getByRole('button', { name: 'More' }).tap();
    const sheet = page.getByRole('dialog');
    await expect(sheet.getByRole('list', { name: /^Age/ })).toContainText('production-eu');
    expect(await targetsTooSmall(page)).toEqual([]);
    await sheet.getByRole('link', { name }).tap();
    await expect(page).toHaveURL(path);
    await expect(sheet).toBeHidden();
    await expect(tabs(page).getByRole('button', { name: 'More' })).toHaveAttribute('aria-current', 'page');
  }
});

test('the Catalog filters in a sheet, and a card leads to its service', async ({ page }) => {
  await page.goto('/catalog');
  await page.getByRole('button', { name: 'Filter' }).tap();
  const sheet = page.getByRole('dialog', { name: 'Filter' });
  await sheet.getByText('Degraded').tap();
  expect(await targetsTooSmall(page)).toEqual([]);
  await sheet.getByRole('button', { name: 'Show the list' }).tap();
  await expect(page).toHaveURL('/catalog?health=Degraded');
  const card = page.getByRole('row', { name: /payments/ });
  await expect(card).toHaveCount(1);
  await card.tap();
  await expect(page).toHaveURL('/catalog/payments');
});

test('More signs out', async ({ page }) => {
  // With its own session, because all tests share the session of the persona.
  await enterAs(page.request, 'On-call');
  await page.goto('/');
  await tabs(page).getByRole('button', { name: 'More' }).tap();
  await page.getByRole('dialog').getByRole('button', { name: 'Sign out' }).tap();
  await expect(page).toHaveURL('/sign-in');
  expect((await page.request.get('/api/v1/me')).status()).toBe(401);
});
