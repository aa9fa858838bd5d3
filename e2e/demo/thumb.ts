import type { Page } from '@playwright/test';

/**
 * Targets that are too small for a thumb: buttons, fields and links outside of text whose touch area, including space around them, is less
 * than 44 × 44 px. Links within a sentence or a list of facts may be as high as their line (WCAG 2.2, 2.5.8, "inline"). While a dialog is
 * open, only targets in it are checked.
 */
export function targetsTooSmall(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const LEAST = 44;
    const within = [...document.querySelectorAll('[role=dialog]')].at(-1) ?? document;
    const found: string[] = [];
    for (const control of within.querySelectorAll<HTMLElement>('a, button, input, select, textarea')) {
      if (!control.checkVisibility() || control.matches(':disabled, .skip') || control.closest('p, dl'))
        continue;
      control.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' });
      const target = control.matches('input') ? (control.closest('label') ?? control) : control;
      const { left, top, width, height } = target.getBoundingClientRect();
      const x = left + width / 2;
      const y = top + height / 2;
      const takes = (px: number, py: number): boolean => {
        const hit = document.elementFromPoint(px, py);
        return hit !== null && (hit === target || target.contains(hit));
      };
      const reach = (dx: number, dy: number): number => {
        let px = 0;
        while (px < LEAST && takes(x + dx * (px + 1), y + dy * (px + 1))) px += 1;
        return px;
      };
      const wide = reach(-1, 0) + 1 + reach(1, 0);
      const high = reach(0, -1) + 1 + reach(0, 1);
      if (wide < LEAST || high < LEAST)
        found.push(`${control.getAttribute('aria-label') ?? control.textContent.trim()} ${wide} × ${high}`);
    }
    window.scrollTo({ top: 0, behavior: 'instant' });
    return found;
  });
}

/** Elements that make the page, or a part of it, scroll sideways. */
export function wider(page: Page): Promise<string[]> {
  const width = page.viewportSize()?.width ?? 0;
  return page.evaluate((screen) => {
    const nameOf = (element: Element): string =>
      `${element.tagName.toLowerCase()}.${element.getAttribute('class') ?? ''}`;
    const found: string[] = [];
    if (document.documentElement.scrollWidth > screen)
      found.push(`the page is ${document.documentElement.scrollWidth} px wide`);
    for (const element of document.body.querySelectorAll('*')) {
      if (!element.checkVisibility() || element.closest('.vh')) continue;
      const { left, right } = element.getBoundingClientRect();
      if (right > screen + 1 && left < screen)
        found.push(`${nameOf(element)} ends at ${Math.round(right)} px`);
      const scrolls = ['auto', 'scroll'].includes(getComputedStyle(element).overflowX);
      if (scrolls && element.scrollWidth > element.clientWidth + 1) found.push(`${nameOf(element)} scrolls`);
    }
    return found;
  }, width);
}
