import { expect, type Browser, type Locator, type Page } from '@playwright/test';

export type Persona = 'Engineer' | 'Team lead' | 'On-call' | 'Viewer';

/** Signs in as one of the demo's personas and lands on the page that was opened. */
export async function signIn(page: Page, persona: Persona, path = '/'): Promise<void> {
  await page.goto(path);
  await expect(page).toHaveURL(/\/sign-in/);
  await page.getByRole('button', { name: new RegExp(`^${persona}`) }).click();
  await expect(page).not.toHaveURL(/\/sign-in/);
}

/** A second person at a second browser. */
export async function personAt(browser: Browser, baseURL: string, persona: Persona): Promise<Page> {
  const context = await browser.newContext({ baseURL });
  const page = await context.newPage();
  await signIn(page, persona);
  return page;
}

/** The card of one environment on a service's page. */
export function placement(page: Page, title: string): Locator {
  return page.getByRole('article', { name: new RegExp(title, 'i') });
}

/** Fails if the page was loaded again after the mark was set; otherwise what it shows came through the stream. */
export async function withoutReload(page: Page, action: () => Promise<void>): Promise<void> {
  await page.evaluate(() => document.documentElement.setAttribute('data-unreloaded', 'yes'));
  await action();
  await expect(page.locator('html')).toHaveAttribute('data-unreloaded', 'yes');
}
