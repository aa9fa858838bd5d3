import { test as base, expect, type BrowserContext } from '@playwright/test';
import { whyNoCluster } from '../cluster/open-cluster';
import { INCIDENTS } from '../incidents/incidents';
import { playIncidents, type Played } from '../incidents/play';
import { nowPathOf, SCREENS, signInWithToken } from '../incidents/screenshots';
import { openStage } from '../incidents/stage';

interface Night {
  readonly url: string;
  readonly played: readonly Played[];
  /** A browser that has signed in. */
  readonly signedIn: Awaited<ReturnType<BrowserContext['storageState']>>;
}

/** All incidents are played once, before the first is looked at. */
const test = base.extend<object, { night: Night }>({
  night: [
    async ({ browser }, use) => {
      const stage = await openStage(
        INCIDENTS.map(({ name }) => name),
        console.log,
      );
      try {
        const played = await playIncidents(stage, () => undefined);
        const page = await browser.newPage();
        await signInWithToken(page, stage.product);
        await use({ url: stage.product.url, played, signedIn: await page.context().storageState() });
      } finally {
        await stage.stop();
      }
    },
    // Where the binaries must be built first, that takes minutes.
    { scope: 'worker', timeout: 1_800_000 },
  ],
  baseURL: ({ night }, use) => use(night.url),
  storageState: ({ night }, use) => use(night.signedIn),
});

const skipped = whyNoCluster();
test.skip(skipped !== null, skipped ?? '');

for (const incident of INCIDENTS) {
  test(`${incident.title}: the first screen of Now names the cause and the Change`, async ({
    page,
    night,
  }) => {
    const outcome = night.played.find((one) => one.incident === incident);
    expect(outcome?.wrong).toEqual([]);
    const change = outcome?.change ?? null;
    await page.goto(nowPathOf(incident));
    const main = page.getByRole('main');
    for (const screen of SCREENS) {
      await page.setViewportSize(screen);
      await expect(main.getByText(incident.service, { exact: true }).first()).toBeInViewport();
      await expect(main.getByText(incident.shows.sentence).first()).toBeInViewport();
      if (change === null) continue;
      await expect(main.getByRole('link', { name: change, exact: true }).first()).toBeInViewport();
    }
  });
}

test('all of them are on one page', async ({ page }) => {
  await page.goto('/');
  const main = page.getByRole('main');
  for (const { service, shows } of INCIDENTS) {
    await expect(main).toContainText(service);
    await expect(main).toContainText(shows.sentence);
  }
});
