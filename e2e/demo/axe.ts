import type { Page } from '@playwright/test';
import axe from 'axe-core';

/** Rules of WCAG 2.2 AA and axe's own of good practice. */
const ALL: axe.RunOptions = {
  runOnly: {
    type: 'tag',
    values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  },
};
/** By night the same page has other colours, and nothing else. */
const COLOURS: axe.RunOptions = {
  runOnly: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] },
};

/** What axe finds on the page as it is by day, a line a finding. */
export function findings(page: Page): Promise<string[]> {
  return run(page, ALL);
}

/** What axe finds in the page's colours by night; it is left by day again. Only what follows the system's theme changes. */
export async function findingsByNight(page: Page): Promise<string[]> {
  await page.emulateMedia({ colorScheme: 'dark' });
  // While the theme changes, colours are of neither.
  await page.evaluate(() =>
    Promise.all(
      document
        .getAnimations()
        .filter((animation) => animation instanceof CSSTransition)
        .map(({ finished }) => finished),
    ),
  );
  const found = await run(page, COLOURS);
  await page.emulateMedia({ colorScheme: 'light' });
  return found;
}

async function run(page: Page, options: axe.RunOptions): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  return page.evaluate(async (rules) => {
    const inPage = (window as unknown as { axe: typeof axe }).axe;
    // What passes is left out: that is hundreds of elements a page.
    const { violations } = await inPage.run(document, { ...rules, resultTypes: ['violations'] });
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
  }, options);
}
