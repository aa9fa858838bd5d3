import type { Page } from '@playwright/test';
import { askForScale, LEDGER, takeBack } from './harbor';
import { expect, test } from './persona';

test.describe('the keyboard', () => {
  /** Presses Tab until the named element has the focus. Each element on the way must be in view and show its focus. */
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
    await tabTo(page, 'Roll back to 3.9.4');
    await page.goto('/catalog?q=ledger');
    await tabTo(page, 'ledger');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { level: 1, name: 'ledger' })).toBeVisible();
    await tabTo(page, 'Deploy');
    await tabTo(page, 'Scale');
  });

  test.describe('of a team lead', () => {
    test.use({ persona: 'Team lead' });

    test('skips to the content', async ({ page }) => {
      await page.goto('/catalog');
      await page.keyboard.press('Tab');
      await expect(page.getByRole('link', { name: 'Skip to content' })).toBeInViewport();
      await page.keyboard.press('Enter');
      await expect(page.locator('#main')).toBeFocused();
    });

    test('approves a plan that another person requested', async ({ page, requestAs }) => {
      const engineer = await requestAs('Engineer');
      const change = await askForScale(engineer, LEDGER.production, 4);
      await page.goto(`/changes/${change.id}`);
      await tabTo(page, 'Approve this plan');
      await takeBack(engineer, change.id);
    });
  });

  test.describe('of an engineer', () => {
    test.use({ persona: 'Engineer' });

    for (const action of ['Scale', 'Deploy', 'Restart'] as const) {
      test(`opens ${action}, stays within it, and Escape leads back`, async ({ page }) => {
        await page.goto('/catalog/ledger');
        const button = page.getByRole('button', { name: action, exact: true });
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
});
