import { test as base, expect } from '@playwright/test';
import { whyNoCluster } from '../cluster/open-cluster';
import { INCIDENTS } from '../incidents/incidents';
import { playIncidents, type Played } from '../incidents/play';
import { nowPathOf, SCREENS, signInWithToken } from '../incidents/screenshots';
import { openStage, type Stage } from '../incidents/stage';

interface Night {
  readonly stage: Stage;
  readonly played: readonly Played[];
}

/** All incidents are played once, before the first is looked at. */
const test = base.extend<object, { night: Night }>({
  night: [
    async ({}, use) => {
      const stage = await openStage(
        INCIDENTS.map(({ name }) => name),
        console.log,
      );
      try {
        await use({ stage, played: await playIncidents(stage, () => undefined) });
      } finally {
        await stage.stop();
      }
    },
    // Where the binaries must be built first, that takes minutes.
    { scope: 'worker', timeout: 900_000 },
  ],
});

const skipped = whyNoCluster();
test.skip(skipped !== null, skipped ?? '');

for (const incident of INCIDENTS) {
  test(`${incident.title}: the first screen of Now names the cause and the Change`, async ({
    page,
    night,
  }) => {
    const { stage, played } = night;
    const outcome = played.find((one) => one.incident === incident);
    expect(outcome?.wrong).toEqual([]);
    await signInWithToken(page, stage.product);
    for (const screen of SCREENS) {
      await page.setViewportSize(screen);
      await page.goto(new URL(nowPathOf(incident), stage.product.url).href);
      const article = page.getByRole('article').filter({ hasText: incident.service });
      await expect(article.getByText(incident.shows.sentence).first()).toBeInViewport();
      if (outcome?.change != null) {
        await expect(article.getByRole('link', { name: outcome.change, exact: true })).toBeInViewport();
      }
    }
  });
}

test('all of them stand on one page, the worst in full', async ({ page, night }) => {
  await signInWithToken(page, night.stage.product);
  await page.goto(night.stage.product.url);
  const main = page.getByRole('main');
  for (const { service, shows } of INCIDENTS) {
    await expect(main).toContainText(service);
    await expect(main).toContainText(shows.sentence);
  }
});
