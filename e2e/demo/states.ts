import { expect, type Page } from '@playwright/test';
import { PAGES } from './harbor';

/** A page in a state that a sweep checks. */
export interface State {
  readonly path: string;
  /** Waits for more than a heading or the sentence of an empty page. */
  readonly ready?: (page: Page) => Promise<void>;
}

/** Every page, and the empty states. */
export const STATES: readonly State[] = [
  ...PAGES.map((path) => ({ path })),
  { path: '/catalog?q=nothing' },
  { path: '/catalog/nothing' },
  { path: '/nothing-here' },
];

/** Something that opens over a page. */
export interface Over extends State {
  readonly what: string;
  /** Opens it, and calls `look` at each step on the way. */
  readonly open: (page: Page, look: (what: string) => Promise<void>) => Promise<void>;
}

export const OVER: readonly Over[] = [
  {
    path: '/catalog/ledger?do=scale',
    what: 'the plan of a scale',
    open: async (page, look) => {
      await page
        .getByRole('dialog')
        .getByRole('radio', { name: /Staging/ })
        .check();
      await page.getByRole('spinbutton', { name: 'Replicas' }).fill('1001');
      await page.getByRole('button', { name: 'Show the plan' }).click();
      await expect(page.getByRole('alert').filter({ hasText: 'Replicas must' })).toBeVisible();
      await look('an error beneath its field');
      await page.getByRole('spinbutton', { name: 'Replicas' }).fill('3');
      await page.getByRole('button', { name: 'Show the plan' }).click();
      await expect(page.getByRole('table', { name: 'Plan' })).toBeVisible();
    },
  },
  {
    path: '/catalog/ledger?do=deploy',
    what: 'the form of a deploy',
    open: (page) => expect(page.getByRole('dialog')).toBeVisible(),
  },
  {
    path: '/catalog/payments',
    what: 'a receipt',
    open: async (page) => {
      await page.getByRole('article').getByRole('button', { name: 'Degraded' }).click();
      await expect(page.getByRole('dialog')).toBeVisible();
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

/** Opens a page and waits for it. */
export async function visit(page: Page, { path, ready }: State): Promise<void> {
  await page.goto(path);
  await expect(page.locator('#main h1, #main .empty').first()).toBeAttached();
  await ready?.(page);
}
