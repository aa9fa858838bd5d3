import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { askForScale, enterAs, LEDGER, PAGES, takeBack } from './harbor';

/** Rules of WCAG 2.2 AA and axe's own of good practice. */
const ALL = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
/** By night the same page has other colours, and nothing else. */
const COLOURS = ['color-contrast', 'link-in-text-block'];

/** What axe finds, a line a finding. */
async function findings(page: Page, dark: boolean): Promise<string[]> {
  // No frames of others here: the mode that opens no second page for each look.
  const axe = new AxeBuilder({ page }).setLegacyMode();
  const { violations } = await (dark ? axe.withRules(COLOURS) : axe.withTags(ALL)).analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)}`));
}

const openDialog = (page: Page) => expect(page.getByRole('dialog')).toBeVisible();

/** What opens over a page, and how. */
const OVER: readonly { path: string; what: string; open: (page: Page, dark: boolean) => Promise<void> }[] = [
  {
    path: '/catalog/ledger?do=scale',
    what: 'the plan of a scale',
    open: async (page, dark) => {
      await page
        .getByRole('dialog')
        .getByRole('radio', { name: /Staging/ })
        .check();
      await page.getByRole('spinbutton', { name: 'Replicas' }).fill('1001');
      await page.getByRole('button', { name: 'Show the plan' }).click();
      await expect(page.getByRole('alert').filter({ hasText: 'Replicas must' })).toBeVisible();
      expect.soft(await findings(page, dark), 'an error beneath its field').toEqual([]);
      await page.getByRole('spinbutton', { name: 'Replicas' }).fill('3');
      await page.getByRole('button', { name: 'Show the plan' }).click();
      await expect(page.getByRole('table', { name: 'Plan' })).toBeVisible();
    },
  },
  { path: '/catalog/ledger?do=deploy', what: 'the form of a deploy', open: openDialog },
  {
    path: '/catalog/payments',
    what: 'a receipt',
    open: async (page) => {
      await page.getByRole('article').getByRole('button', { name: 'Degraded' }).click();
      await openDialog(page);
    },
  },
  {
    path: '/catalog/payments/logs?q=slow',
    what: 'an open line of a log',
    open: async (page) => {
      await page.getByText(/^[1-9]\d* match(es)?$/).waitFor();
      await page.getByRole('button', { name: 'Next match' }).click();
      await page.getByRole('log').focus();
      await page.keyboard.press('Enter');
      await expect(page.getByRole('button', { name: 'Copy the line' })).toBeVisible();
    },
  },
  {
    path: '/catalog',
    what: 'the palette',
    open: async (page) => {
      await page
        .getByRole('button', { name: /Search/ })
        .filter({ visible: true })
        .first()
        .click();
      await page.getByRole('combobox').fill('ledger');
      await expect(page.getByRole('option', { name: /^ledger/ }).first()).toBeVisible();
    },
  },
];

// Contrast is most of what axe costs: a phone by night has the colours of a desk by night, in the places of a phone by day.
for (const { name, ...look } of [
  { name: 'on a desk by day', viewport: { width: 1440, height: 900 }, colorScheme: 'light' as const },
  { name: 'on a desk by night', viewport: { width: 1440, height: 900 }, colorScheme: 'dark' as const },
  { name: 'on a phone by day', viewport: { width: 390, height: 844 }, colorScheme: 'light' as const },
]) {
  const dark = look.colorScheme === 'dark';
  test.describe(`axe finds nothing ${name}:`, () => {
    test.use({ ...look, reducedMotion: 'reduce' });

    test('pages', async ({ page }) => {
      // All of them in one visit: axe takes seconds a page.
      test.setTimeout(PAGES.length * 15_000);
      await page.goto('/sign-in');
      await expect(page.getByRole('button', { name: /^Engineer/ })).toBeVisible();
      expect.soft(await findings(page, dark), '/sign-in').toEqual([]);
      await enterAs(page.request, 'Engineer');
      const change = await askForScale(page.request, LEDGER.production, 4);
      const others = [`/changes/${change.id}`, '/catalog?q=nothing', '/catalog/nothing', '/nothing-here'];
      for (const path of [...PAGES, ...others]) {
        await page.goto(path);
        await expect(page.locator('#main h1, #main .empty').first()).toBeVisible();
        expect.soft(await findings(page, dark), path).toEqual([]);
      }
      await takeBack(page.request, change.id);
    });

    test('what opens over them', async ({ page }) => {
      test.setTimeout(OVER.length * 30_000);
      await enterAs(page.request, 'Engineer');
      for (const { path, what, open } of OVER) {
        await page.goto(path);
        await open(page, dark);
        expect.soft(await findings(page, dark), what).toEqual([]);
      }
    });
  });
}

test.describe('the keyboard', () => {
  /** Presses Tab until what is named has the focus; all that it meets on the way must be in view and marked. */
  async function tabTo(page: Page, name: string | RegExp): Promise<void> {
    for (let presses = 0; presses < 80; presses += 1) {
      await page.keyboard.press('Tab');
      const focus = await page.evaluate(() => {
        const element = document.activeElement;
        if (!(element instanceof HTMLElement) || element === document.body) return null;
        const { top, bottom, left, right } = element.getBoundingClientRect();
        const marked = [element, element.closest('label')].some((one) => {
          if (one === null) return false;
          const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(one);
          return (outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none';
        });
        const label = element.getAttribute('aria-label') ?? element.textContent.trim();
        return { label, marked, inView: bottom > 0 && right > 0 && top < innerHeight && left < innerWidth };
      });
      if (focus === null) continue;
      expect(focus, focus.label).toMatchObject({ marked: true, inView: true });
      if (typeof name === 'string' ? focus.label === name : name.test(focus.label)) return;
    }
    throw new Error(`Tab does not lead to ${String(name)}.`);
  }

  test('reaches the main action of each page', async ({ page }) => {
    await page.goto('/sign-in');
    await tabTo(page, /^Team lead/);
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL('/');
    await tabTo(page, 'Deploy 3.9.4 again');
    await page.goto('/catalog?q=ledger');
    await tabTo(page, 'ledger');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { level: 1, name: 'ledger' })).toBeVisible();
    await tabTo(page, 'Deploy');
    await tabTo(page, 'Scale');
  });

  test('skips to the content', async ({ page }) => {
    await enterAs(page.request, 'Viewer');
    await page.goto('/catalog');
    await page.keyboard.press('Tab');
    await expect(page.getByRole('link', { name: 'Skip to content' })).toBeInViewport();
    await page.keyboard.press('Enter');
    await expect(page.locator('#main')).toBeFocused();
  });

  test('approves a plan that another asked for', async ({ page, playwright, baseURL }) => {
    const engineer = await playwright.request.newContext({ baseURL });
    await enterAs(engineer, 'Engineer');
    const change = await askForScale(engineer, LEDGER.production, 4);
    await enterAs(page.request, 'Team lead');
    await page.goto(`/changes/${change.id}`);
    await tabTo(page, 'Approve this plan');
    await takeBack(engineer, change.id);
    await engineer.dispose();
  });

  for (const deed of ['Scale', 'Deploy'] as const) {
    test(`opens ${deed}, stays within it, and Escape leads back`, async ({ page }) => {
      await enterAs(page.request, 'Engineer');
      await page.goto('/catalog/ledger');
      const button = page.getByRole('button', { name: deed, exact: true });
      await button.focus();
      await page.keyboard.press('Enter');
      const dialog = page.getByRole('dialog');
      await expect(dialog).toBeVisible();
      await expect(dialog.locator(':focus')).toHaveCount(1);
      for (let presses = 0; presses < 12; presses += 1) {
        await page.keyboard.press('Tab');
        await expect(dialog.locator(':focus')).toHaveCount(1);
      }
      await page.keyboard.press('Escape');
      await expect(dialog).toBeHidden();
      await expect(button).toBeFocused();
    });
  }

  test('opens a receipt and the menus, and Escape leads back', async ({ page }) => {
    await enterAs(page.request, 'Engineer');
    await page.goto('/catalog/payments');
    for (const button of [
      page.getByRole('article').getByRole('button', { name: 'Degraded' }),
      page.getByRole('button', { name: /^Environment: / }),
      page.getByRole('button', { name: 'Engineer' }),
    ]) {
      await button.focus();
      await page.keyboard.press('Enter');
      await expect(button).toHaveAttribute('aria-expanded', 'true');
      await page.keyboard.press('Escape');
      await expect(button).toHaveAttribute('aria-expanded', 'false');
      await expect(button).toBeFocused();
    }
  });
});
