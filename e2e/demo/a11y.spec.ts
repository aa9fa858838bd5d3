import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { signIn } from '../journey';

const PAGES = [
  '/',
  '/catalog',
  '/catalog/payments',
  '/catalog/ledger?do=scale',
  '/rollouts',
  '/changes',
  '/clusters',
  '/clusters/production-eu',
  '/audit',
  '/catalog/nothing-of-this-name',
];

/** What axe finds by the rules of WCAG 2.2 AA, a line a finding. */
async function findings(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)}`));
}

for (const { name, ...look } of [
  { name: 'on a desk by day', viewport: { width: 1440, height: 900 }, colorScheme: 'light' as const },
  { name: 'on a desk by night', viewport: { width: 1440, height: 900 }, colorScheme: 'dark' as const },
  { name: 'on a phone', viewport: { width: 390, height: 844 }, colorScheme: 'light' as const },
]) {
  test.describe(name, () => {
    test.use(look);

    test('axe finds nothing on any page', async ({ page }) => {
      await page.goto('/sign-in');
      expect.soft(await findings(page), '/sign-in').toEqual([]);
      await signIn(page, 'Engineer');
      for (const path of PAGES) {
        await page.goto(path);
        await expect(page.locator('main')).toBeVisible();
        if (path.includes('do=scale')) await expect(page.getByRole('dialog')).toBeVisible();
        expect.soft(await findings(page), path).toEqual([]);
      }
    });
  });
}

test('the keyboard opens the dialog, moves in it, and comes back', async ({ page }) => {
  await signIn(page, 'Engineer', '/catalog/ledger');
  await page.getByRole('button', { name: 'Scale', exact: true }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toBeVisible();
  await expect(page.getByRole('dialog').locator(':focus')).toHaveCount(1);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
});
