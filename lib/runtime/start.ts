import { randomBytes } from 'node:crypto';
import { createAuth } from '@/lib/auth/auth';
import { installAuth } from '@/lib/auth/instance';
import { createDb } from '@/lib/db/client';
import { readProcessSettings, type Settings } from '@/lib/env';
import { createLog } from './log';
import { createRequestMetrics } from './metrics';
import { setRuntime, type Runtime } from './runtime';
import { stopOnSignals } from './stop';
import { createStreams } from './streams';

/**
 * Starts everything that lives as long as the process. It waits for no cluster: what is not there yet is shown so.
 * A failure ends the process with one line, since Next would go on and answer 500 for ever.
 */
export async function startRuntime(): Promise<void> {
  const read = readProcessSettings();
  if ('error' in read) return giveUp(read.error);
  try {
    const { runtime, stop } = compose(read.ok);
    setRuntime(runtime);
    installAuth(runtime.auth);
    stopOnSignals(runtime, stop);
    runtime.log.info({ instance: runtime.instanceId }, 'started');
  } catch (error) {
    giveUp(error instanceof Error ? error.message : String(error));
  }
}

function compose(settings: Settings): { runtime: Runtime; stop: () => Promise<void> } {
  const { databaseUrl, sessionSecret } = settings;
  if (databaseUrl === null || sessionSecret === null) {
    throw new Error('Start Pilothouse by `npm start`: it brings the database and the secrets.');
  }
  const log = createLog(settings.logLevel);
  const now = () => new Date();
  const db = createDb({ connectionString: databaseUrl });
  const runtime: Runtime = {
    settings,
    log,
    now,
    startedAt: now(),
    instanceId: randomBytes(6).toString('hex'),
    db,
    auth: createAuth({ settings, secret: sessionSecret, db, now }),
    streams: createStreams(),
    metrics: createRequestMetrics(),
  };
  return { runtime, stop: () => db.close() };
}

function giveUp(line: string): never {
  process.stderr.write(`pilothouse: ${line.replaceAll(/\s*\n\s*/g, ' ')}\n`);
  process.exit(1);
}
