import type { Page } from '@playwright/test';
import axe from 'axe-core';

/** The rules of WCAG 2.2 AA, and axe's own rules for good practice. */
const ALL: axe.RunOptions = {
  runOnly: {
    type: 'tag',
    values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  },
};
/** In the dark theme only the colours differ, so only rules about colours are checked. */
const COLOURS: axe.RunOptions = {
  runOnly: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] },
};

/** The findings of axe on the page in the light theme, one line each. */
export function findings(page: Page): Promise<string[]> {
  return run(page, ALL);
}

/** The findings of axe about the colours of the dark theme; afterwards the page has the light theme again. Works only where the system's theme is used. */
export async function findingsByNight(page: Page): Promise<string[]> {
  await page.emulateMedia({ colorScheme: 'dark' });
  // During the transition the colours belong to neither theme.
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
    // Only violations are returned: hundreds of elements of a page pass.
    const { violations } = await inPage.run(document, { ...rules, resultTypes: ['violations'] });
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
  }, options);
}
