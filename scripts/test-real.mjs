// `npm run e2e:real`: the suites that need the real control plane, alone.
import { findBrowser } from './lib/browser.mjs';
import { prepare } from './lib/prepare.mjs';
import { runRealSuites } from './lib/real-suites.mjs';
import { closeWith } from './lib/tally.mjs';

await prepare({ install: true, generate: true, build: true }, console.log);
process.exit(closeWith(await runRealSuites({ E2E_BROWSER: await findBrowser() })));
