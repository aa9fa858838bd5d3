// `npm run e2e:real`: the suites that need the real control plane, alone.
import { findBrowser } from './lib/browser.mjs';
import { prepare } from './lib/prepare.mjs';
import { closeWith, runSuite } from './lib/tally.mjs';

await prepare({ install: true, generate: true, build: true }, console.log);
const env = { E2E_BROWSER: await findBrowser() };
process.exit(
  closeWith([
    await runSuite('real control plane', { tool: 'vitest', args: ['--project', 'real'] }),
    await runSuite('journeys on the real control plane', {
      tool: 'playwright',
      args: ['--config', 'e2e/real/playwright.config.ts'],
      env,
    }),
  ]),
);
