import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { defineConfig } from '@playwright/test';
import { browserOptions } from './e2e/browser';

const port = Number(process.env.E2E_PORT ?? 4317);
// The config is read again by each worker: the folder is made once and handed on.
const dataDir = (process.env.E2E_DATA_DIR ??= mkdtempSync(path.join(tmpdir(), 'pilothouse-e2e-')));

/** Journeys against the demo, started as a newcomer starts it. One worker: the journeys share one company. */
export default defineConfig({
  testDir: 'e2e/demo',
  fullyParallel: false,
  workers: 1,
  retries: 0,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  use: { ...browserOptions, baseURL: `http://127.0.0.1:${port}` },
  webServer: {
    command: `node scripts/demo.mjs --port ${port}`,
    url: `http://127.0.0.1:${port}/readyz`,
    timeout: 180_000,
    env: { PILOTHOUSE_DATA_DIR: dataDir },
    gracefulShutdown: { signal: 'SIGTERM', timeout: 10_000 },
    stdout: 'pipe',
  },
});
