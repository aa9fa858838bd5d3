// `npm run build`: the Prisma client, then Next's production build.
import { buildNow, prepare, runMain } from './lib/prepare.mjs';

await runMain(async () => {
  await prepare({ generate: true }, console.log);
  await buildNow(console.log, { verbose: true });
});
