// `npm test`: everything that proves the product on a machine with Node alone, in under ten minutes.
// `npm test -- --real` goes on with the real control plane (Go or KUBE_ASSETS needed).
import { findBrowser } from './lib/browser.mjs';
import { prepare } from './lib/prepare.mjs';
import { runRealSuites } from './lib/real-suites.mjs';
import { closeWith, runSuite } from './lib/tally.mjs';

const real = process.argv.includes('--real');
await prepare({ install: true, generate: true, build: true }, console.log);
const env = { E2E_BROWSER: await findBrowser() };

const results = [
  await runSuite('unit', { tool: 'vitest', args: ['--project', 'unit'] }),
  await runSuite('components', { tool: 'vitest', args: ['--project', 'components'] }),
  await runSuite('database', { tool: 'vitest', args: ['--project', 'db'] }),
  await runSuite('demo cluster', { tool: 'vitest', args: ['--project', 'demo'] }),
  await runSuite('journeys in the demo', { tool: 'playwright', args: [], env }),
];
if (real) results.push(...(await runRealSuites(env)));
process.exit(closeWith(results));
