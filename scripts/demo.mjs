// `npm run demo`: from a fresh clone to a running company. Installs, builds, starts everything, fills it, serves.
import { parseArgs } from 'node:util';
import { importTypeScript, PrepareError, prepare, runMain } from './lib/prepare.mjs';

function portAsked() {
  try {
    const { values } = parseArgs({ options: { port: { type: 'string', short: 'p' } } });
    return values.port;
  } catch (error) {
    throw new PrepareError(`${error.message} (npm run demo -- --port 4000)`);
  }
}

await runMain(async () => {
  const port = portAsked();
  await prepare({ install: true, generate: true, build: true }, console.log);
  const { runDemo } = await importTypeScript('demo/run.ts');
  return runDemo({ ...process.env, ...(port === undefined ? {} : { PORT: port }) });
});
