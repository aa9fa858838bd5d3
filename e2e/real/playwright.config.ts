import { defineConfig } from '@playwright/test';
import { browserOptions } from '../browser';

/** Journeys on the real control plane. One worker, which starts the cluster and the product (world.ts). */
export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.ts',
  outputDir: '../../test-results/real',
  fullyParallel: false,
  workers: 1,
  retries: 0,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  use: browserOptions,
});
