import { test as base, expect, type Page } from '@playwright/test';
import { whyNoCluster } from '../cluster/open-cluster';
import { BOUTIQUE_CALLS, metricsConfig } from '../traffic/boutique-calls';
import { startPrometheus, whyNoPrometheus, type RealPrometheus } from '../traffic/prometheus';
import { openBoutique, type Boutique } from './boutique';

export interface World extends Boutique {
  /** What the product reads traffic from; null where there is no Prometheus here. */
  readonly prometheus: RealPrometheus | null;
}

/** Tests that share one control plane with Online Boutique and one product; its pages open signed in. */
export const test = base.extend<{ page: Page }, { world: World }>({
  world: [
    async ({}, use) => {
      const prometheus = whyNoPrometheus() === null ? await startPrometheus({ calls: BOUTIQUE_CALLS }) : null;
      const boutique = await openBoutique(
        prometheus === null ? {} : { config: metricsConfig(prometheus.url) },
      );
      await use({ ...boutique, prometheus });
      await boutique.stop();
      await prometheus?.stop();
    },
    // Where the binaries must be built first, that takes minutes.
    { scope: 'worker', timeout: 900_000 },
  ],
  baseURL: ({ world }, use) => use(world.product.url),
  page: async ({ page, world }, use) => {
    await page.goto('/');
    await expect(page).toHaveURL(/\/sign-in/);
    await page.getByLabel('Token').fill(world.product.token);
    await page.getByRole('button', { name: 'Sign in with the token' }).click();
    await expect(page).not.toHaveURL(/\/sign-in/);
    await use(page);
  },
});

const skipped = whyNoCluster();
test.skip(skipped !== null, skipped ?? '');

export { expect };
