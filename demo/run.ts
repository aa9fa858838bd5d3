import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { importCatalogFiles } from '@/cli/catalog-import';
import { root, start, type Prepared } from '@/cli/start';
import type { Env } from '@/lib/env';
import { startGateway } from './gateway';
import { startDemo } from './index';
import { makeDemoToken, startDevices } from './devices';

/** Settings of another Pilothouse in the caller's environment, which the demo must not use. */
const NOT_FOR_THE_DEMO = [
  'DATABASE_URL',
  'KUBECONFIG',
  'KUBERNETES_SERVICE_HOST',
  'NEXTAUTH_SECRET',
  'NEXTAUTH_URL',
  'PILOTHOUSE_CONFIG',
];

/**
 * Runs the demo: its clusters, the catalog of its company, and Pilothouse with the personas, on loopback. Prints a line for each step that
 * takes some time. The log of the server is written to a file.
 *
 * @returns the exit code.
 */
export async function runDemo(given: Env): Promise<number> {
  const dataDir = path.resolve(given.PILOTHOUSE_DATA_DIR ?? path.join(root, '.pilothouse', 'demo'));
  await mkdir(dataDir, { recursive: true });
  const logFile = path.join(dataDir, 'server.log');
  const log = createWriteStream(logFile, { mode: 0o600 });
  const code = await start({
    env: {
      ...Object.fromEntries(Object.entries(given).filter(([name]) => !NOT_FOR_THE_DEMO.includes(name))),
      HOSTNAME: '127.0.0.1',
      PILOTHOUSE_DATA_DIR: dataDir,
      PILOTHOUSE_DEMO: '1',
    },
    mode: 'production',
    prepare: (database) => fill(database, dataDir, Number(given.PORT ?? 3000)),
    onLog: (line) => void log.write(`${line}\n`),
    onProgress: (line) => console.log(line),
  });
  await new Promise((resolve) => log.end(resolve));
  if (code !== 0) console.error(`pilothouse: the server's log is ${logFile}`);
  return code;
}

/** Starts the clusters, imports the company's catalog, and starts the devices that register themselves. */
async function fill(database: string, dataDir: string, port: number): Promise<Prepared> {
  console.log('Starting the clusters of the demo…');
  const gateway = await startGateway();
  const demo = await startDemo({ dataDir: path.join(dataDir, 'clusters'), gateway });
  try {
    const { problems } = await importCatalogFiles(database, demo.catalogFiles);
    for (const problem of problems) console.error(`pilothouse: ${problem}`);
  } catch (error) {
    await demo.stop();
    await gateway?.stop();
    throw error;
  }
  const devices = startDevices(`http://127.0.0.1:${port}`, await makeDemoToken(database));
  return {
    env: { KUBECONFIG: demo.kubeconfigPath, PILOTHOUSE_CONFIG: demo.configPath },
    async stop() {
      await devices.stop();
      await demo.stop();
      await gateway?.stop();
    },
  };
}
