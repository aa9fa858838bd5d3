// `npm run e2e:incidents`: TypeScript needs tsx's loader, and the command has to be this very process to get its signals.
import { register } from 'tsx/esm/api';
import { findBrowser } from '../../scripts/lib/browser.mjs';

// Only pictures need a browser. Standard output is the table's alone.
if (process.argv.some((word) => word.startsWith('--screenshots'))) {
  process.env.E2E_BROWSER = await findBrowser(console.error);
}
register();
const { runCommand } = await import('./command.ts');
try {
  await runCommand(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
