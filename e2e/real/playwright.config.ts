import { defineConfig } from '@playwright/test';
import { browserOptions } from '../browser';

/** Journeys on the real control plane. Each worker starts a cluster and a product of its own (world.ts). */
export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.ts',
  outputDir: '../../test-results/real',
  fullyParallel: false,
  workers: 2,
  retries: 0,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  use: browserOptions,
});
