// `npm run dev`: the same launcher as `npm start`, with Next's development server.
import { importTypeScript, prepare, runMain, takeNoArguments } from './lib/prepare.mjs';

await runMain(async () => {
  takeNoArguments();
  await prepare({ install: true, generate: true }, console.error);
  const { start } = await importTypeScript('cli/start.ts');
  return start({ env: process.env, mode: 'development' });
});
