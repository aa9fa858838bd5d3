import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDemo } from './index';

/** Runs only Harbor's clusters, to try them with curl: `npx tsx demo/serve.ts [data folder]`. */
async function main(): Promise<void> {
  const dataDir = process.argv[2] ?? (await mkdtemp(join(tmpdir(), 'harbor-')));
  const demo = await startDemo({ dataDir, log: (line) => console.error(line) });
  console.error(`KUBECONFIG=${demo.kubeconfigPath} PILOTHOUSE_CONFIG=${demo.configPath}`);
  const end = () => void demo.stop().then(() => process.exit(0));
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
}

await main();
