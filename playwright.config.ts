import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { defineConfig } from '@playwright/test';
import { browserOptions } from './e2e/browser';

const workers = Number(process.env.E2E_WORKERS ?? 2);
// The config is read again by each worker: the folder is made once and handed on.
const dataDir = (process.env.E2E_DATA_DIR ??= mkdtempSync(path.join(tmpdir(), 'pilothouse-e2e-')));

/** Where the demo of a worker listens: the first at E2E_PORT, 4317 unless it is set, the next a hundred further. */
export function port(worker: number): number {
  return Number(process.env.E2E_PORT ?? 4317) + 100 * worker;
}

/**
 * Journeys against the demo, started as a newcomer starts it. Each worker has a demo of its own: what one journey changes,
 * counts or cuts off is seen by no other that runs at the same time (docs/decisions/0042).
 */
export default defineConfig({
  testDir: 'e2e/demo',
  fullyParallel: false,
  workers,
  retries: 0,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  use: browserOptions,
  webServer: Array.from({ length: workers }, (_, worker) => ({
    name: `demo ${worker + 1}`,
    command: `node scripts/demo.mjs --port ${port(worker)}`,
    url: `http://127.0.0.1:${port(worker)}/readyz`,
    timeout: 180_000,
    env: { PILOTHOUSE_DATA_DIR: path.join(dataDir, String(worker)) },
    gracefulShutdown: { signal: 'SIGTERM', timeout: 10_000 },
    stdout: 'pipe',
  })),
});
