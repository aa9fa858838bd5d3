import type { Page } from '@playwright/test';
import { ownAddress } from '@/demo/gateway';
import { findings } from './axe';
import { askForScale, LEDGER, settledRegistry, takeBack } from './harbor';
import { expect, test } from './persona';
import { OVER, STATES, visit, type State } from './states';
import { targetsTooSmall, wider } from './thumb';

const PHONE = { width: 390, height: 844 };
/** The narrowest supported width. */
const NARROW = { width: 320, height: 568 };

// All pages are checked in one test, and each is loaded once, because loading and contrast checks take most of the time. The dark theme on a
// phone needs no check of its own: its colours are those on a desk, and its layout is that of the light theme.
test.use({ viewport: PHONE, hasTouch: true, isMobile: true, colorScheme: 'light', reducedMotion: 'reduce' });

const withDialog = (page: Page): Promise<void> => expect(page.getByRole('dialog')).toBeVisible();
const withTable = (page: Page): Promise<void> => expect(page.getByRole('table').first()).toBeVisible();

/** Further pages that are checked only on a phone. */
const ON_A_PHONE: readonly State[] = [
  { path: '/catalog/payments?do=scale', ready: withDialog },
  { path: '/catalog/payments?do=deploy', ready: withDialog },
  { path: '/registry/payments', ready: withTable },
  // The demo has a gateway only on a machine with an address besides loopback.
  ...(ownAddress() === undefined
    ? []
    : [{ path: '/registry/warehouse-gateway~fulfilment~production-eu', ready: withTable }]),
];

/** All targets are large enough, nothing scrolls sideways at either width or in either theme, and axe finds nothing. */
async function look(page: Page, what: string): Promise<void> {
  expect.soft(await targetsTooSmall(page), `${what}: targets of 44 px`).toEqual([]);
  expect.soft(await wider(page), `${what}: nothing sideways`).toEqual([]);
  expect.soft(await findings(page), `${what}: axe`).toEqual([]);
  await page.setViewportSize(NARROW);
  await expect.soft.poll(() => wider(page), `${what}: at 320 px`).toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect.soft.poll(() => wider(page), `${what}: at 320 px by night`).toEqual([]);
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize(PHONE);
}

test('axe finds nothing on the sign-in page', async ({ page }) => {
  await page.goto('/sign-in');
  await expect(page.getByRole('button', { name: /^Engineer/ })).toBeVisible();
  expect.soft(await findings(page)).toEqual([]);
});

test.describe('of the on-call', () => {
  test.use({ persona: 'On-call' });

  test('every page has large enough targets, and axe finds nothing', async ({ page }) => {
    const states = [...STATES, ...ON_A_PHONE];
    test.setTimeout(states.length * 25_000);
    // The registry's page is complete when it shows the disagreements, half a minute after the start.
    await settledRegistry(page.request);
    const change = await askForScale(page.request, LEDGER.production, 4);
    const withPlan: State = {
      path: `/changes/${change.id}`,
      ready: async (at) => {
        await expect(at.getByRole('table', { name: 'Plan' })).toBeVisible();
        await expect(at.getByRole('button', { name: 'Cancel this change' })).toBeVisible();
      },
    };
    for (const state of [...states, withPlan]) {
      await visit(page, state);
      await look(page, state.path);
    }
    await takeBack(page.request, change.id);
  });

  test('axe finds nothing in what opens over them', async ({ page }) => {
    test.setTimeout(OVER.length * 40_000);
    const lookAt = async (what: string): Promise<void> => {
      expect.soft(await findings(page), what).toEqual([]);
    };
    for (const over of OVER) {
      await visit(page, over);
      await over.open(page, lookAt);
      await lookAt(over.what);
    }
  });

  test('the longest words keep the catalog within 320 px', async ({ page }) => {
    await page.setViewportSize(NARROW);
    await visit(page, { path: '/catalog' });
    // In the page's own elements, for no company of the demo is as large or as busy at every moment.
    await page.evaluate(() => {
      const say = (where: string, words: string): void => {
        for (const element of document.querySelectorAll(where)) element.textContent = words;
      };
      say('.services .reps', '1,000/1,000 new');
      say('.services .cell .mono', '→ 2026.11.30-rc.1+build.4711');
      say('.services time', '59 min ago');
      for (const tab of document.querySelectorAll('.tabs a'))
        tab.append(Object.assign(document.createElement('b'), { textContent: '1,000' }));
    });
    expect(await wider(page)).toEqual([]);
  });
});
