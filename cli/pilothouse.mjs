#!/usr/bin/env node
// The `pilothouse` command. Plain JavaScript, so that Node runs it as it is; the commands are TypeScript (docs/decisions/0003).
import { importTypeScript, prepare, runMain } from '../scripts/lib/prepare.mjs';

await runMain(async () => {
  await prepare({ generate: true }, console.error);
  const { main } = await importTypeScript('cli/main.ts');
  return main(process.argv.slice(2), process.env);
});
