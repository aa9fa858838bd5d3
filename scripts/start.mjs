// `npm start`: serves the production build of this folder (cli/start.ts says how).
import { importTypeScript, prepare, runMain, takeNoArguments } from './lib/prepare.mjs';

await runMain(async () => {
  takeNoArguments();
  await prepare({}, console.error);
  const { start } = await importTypeScript('cli/start.ts');
  return start({ env: process.env, mode: 'production' });
});
