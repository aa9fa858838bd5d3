import { findings, findingsByNight } from './axe';
import { askForScale, LEDGER, takeBack } from './harbor';
import { expect, test } from './persona';
import { OVER, STATES, visit } from './states';

// All pages are checked in one test, and each is loaded once for both themes, because loading and contrast checks take most of the time.
test.use({ viewport: { width: 1440, height: 900 }, colorScheme: 'light', reducedMotion: 'reduce' });

test('a sweep finds a planted fault, in both themes', async ({ page }) => {
  await page.goto('/sign-in');
  await page.addStyleTag({
    content: `.planted { color: #000; background: #fff }
      @media (prefers-color-scheme: dark) { .planted { color: #eee } }`,
  });
  await page.locator('main').evaluate((main) => {
    main.append(
      Object.assign(document.createElement('p'), { className: 'planted', textContent: 'By night' }),
    );
    main.append(document.createElement('img'));
  });
  expect(await findings(page)).toEqual([expect.stringMatching(/^image-alt: <img>/)]);
  expect(await findingsByNight(page)).toEqual([
    expect.stringMatching(/^color-contrast: <p class="planted">/),
  ]);
});

test('axe finds nothing on the sign-in page', async ({ page }) => {
  await page.goto('/sign-in');
  await expect(page.getByRole('button', { name: /^Engineer/ })).toBeVisible();
  expect.soft(await findings(page)).toEqual([]);
  expect.soft(await findingsByNight(page), 'by night').toEqual([]);
});

test.describe('of an engineer', () => {
  test.use({ persona: 'Engineer' });

  test('axe finds nothing on any page', async ({ page }) => {
    test.setTimeout(STATES.length * 20_000);
    const change = await askForScale(page.request, LEDGER.production, 4);
    for (const state of [...STATES, { path: `/changes/${change.id}` }]) {
      await visit(page, state);
      expect.soft(await findings(page), state.path).toEqual([]);
      expect.soft(await findingsByNight(page), `${state.path} by night`).toEqual([]);
    }
    await takeBack(page.request, change.id);
  });

  test('axe finds nothing in what opens over them', async ({ page }) => {
    test.setTimeout(OVER.length * 40_000);
    const look = async (what: string): Promise<void> => {
      expect.soft(await findings(page), what).toEqual([]);
      expect.soft(await findingsByNight(page), `${what} by night`).toEqual([]);
    };
    for (const over of OVER) {
      await visit(page, over);
      await over.open(page, look);
      await look(over.what);
    }
  });
});
