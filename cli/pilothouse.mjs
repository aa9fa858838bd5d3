#!/usr/bin/env node
// The `pilothouse` command. Plain JavaScript, so that Node runs it as it is; the commands are TypeScript (docs/decisions/0003).
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = new URL('..', import.meta.url);

/** Commands that only read files need no database client. */
const readsFilesOnly = process.argv[2] === 'health';

if (readsFilesOnly || existsSync(new URL('lib/db/generated/client.ts', root))) {
  // tsx reads the paths of the tsconfig.json in the working folder, which may be another one.
  process.env.TSX_TSCONFIG_PATH = fileURLToPath(new URL('tsconfig.json', root));
  const { register } = await import('tsx/esm/api');
  register();
  const { main } = await import('./main.ts');
  process.exitCode = await main(process.argv.slice(2), process.env);
} else {
  process.stderr.write('pilothouse: the database client is not made yet: run `npm run db:generate` first.\n');
  process.exitCode = 1;
}
