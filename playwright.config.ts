import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { defineConfig } from '@playwright/test';
import { browserOptions } from './e2e/browser';

const port = Number(process.env.E2E_PORT ?? 4317);
// The config is read again by each worker: the folder is made once and handed on.
const dataDir = (process.env.E2E_DATA_DIR ??= mkdtempSync(path.join(tmpdir(), 'pilothouse-e2e-')));

/** Each worker has a demo of its own, for journeys change the company that they walk through. */
const WORKERS = 2;
const own = Number(process.env.TEST_PARALLEL_INDEX ?? 0);

/** Journeys against the demo, started as a newcomer starts it. Those of one file go one after the other. */
export default defineConfig({
  testDir: 'e2e/demo',
  fullyParallel: false,
  workers: WORKERS,
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  use: { ...browserOptions, baseURL: `http://127.0.0.1:${port + own}` },
  webServer: Array.from({ length: WORKERS }, (_, index) => ({
    command: `node scripts/demo.mjs --port ${port + index}`,
    url: `http://127.0.0.1:${port + index}/readyz`,
    timeout: 180_000,
    env: { PILOTHOUSE_DATA_DIR: path.join(dataDir, String(index)) },
    gracefulShutdown: { signal: 'SIGTERM' as const, timeout: 10_000 },
    stdout: 'pipe' as const,
  })),
});
