import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { browserOptions } from '../browser';
import { environmentOf, type Incident } from './incidents';
import type { Stage } from './stage';

/** The two screens of the on-call: a desk and a phone. */
export const SCREENS = [
  { name: 'desk', width: 1440, height: 900 },
  { name: 'phone', width: 390, height: 844 },
] as const;

/** *Now*, narrowed to one incident. */
export function nowPathOf(incident: Incident): string {
  return `/?environment=${environmentOf(incident)}`;
}

/** Signs in with the bootstrap token, as an administrator. */
export async function signInWithToken(page: Page, { url, token }: Stage['product']): Promise<void> {
  await page.goto(url);
  await page.getByLabel('Token').fill(token);
  await page.getByRole('button', { name: 'Sign in with the token' }).click();
  await page.waitForURL((at) => !at.pathname.startsWith('/sign-in'));
}

/** The first screen of *Now* for each incident, and of all together: `{name}-desk.png`, `{name}-phone.png`. */
export async function takeScreenshots(
  stage: Stage,
  { incidents, folder }: { incidents: readonly Incident[]; folder: string },
): Promise<void> {
  await mkdir(folder, { recursive: true });
  const browser = await chromium.launch(browserOptions.launchOptions);
  try {
    const context = await browser.newContext({ baseURL: stage.product.url });
    const page = await context.newPage();
    await signInWithToken(page, stage.product);
    const shots = [
      { name: 'all', path: '/' },
      ...incidents.map((incident) => ({ name: incident.name, path: nowPathOf(incident) })),
    ];
    for (const { name, path } of shots) {
      await page.goto(path);
      for (const screen of SCREENS) {
        await page.setViewportSize(screen);
        await page.getByRole('heading', { level: 1 }).waitFor();
        await page.screenshot({ path: join(folder, `${name}-${screen.name}.png`), animations: 'disabled' });
      }
    }
  } finally {
    await browser.close();
  }
}
