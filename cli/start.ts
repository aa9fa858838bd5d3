import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { readSettings, type Env, type Settings } from '@/lib/env';
import { openDataFolder, keptSecret } from './launcher/data-folder';
import { failureLine } from './launcher/failure';
import { addressOf, claimPort } from './launcher/port';
import { spawnServer, untilServing, type ServerProcess } from './launcher/server-process';
import { listenForStop, type StopRequest } from './launcher/signals';

/** The product's folder: its build, its migrations. */
export const root = fileURLToPath(new URL('..', import.meta.url));

export interface StartOptions {
  readonly env: Env;
  readonly mode: 'production' | 'development';
  /** Runs on the migrated database before the server starts. The stop that it returns runs after that of the server. */
  readonly prepare?: (database: string, settings: Settings) => Promise<Prepared>;
  /** Where the server's log lines go; standard output unless given. */
  readonly onLog?: (line: string) => void;
  /** Receives a line about each step that takes some time. */
  readonly onProgress?: (line: string) => void;
}

export interface Prepared {
  readonly env: Env;
  readonly stop: () => Promise<void>;
}

type Stop = (insisted: AbortSignal) => Promise<void>;

const warn = (line: string): void => void process.stderr.write(`pilothouse: ${line}\n`);

/**
 * Checks the settings, starts the database, applies the migrations, starts the server (server.mjs), and runs until a signal arrives or the
 * server ends. Then it stops everything that it started, in reverse order, within 5 s.
 *
 * @returns the exit code: 0 after a signal, the server's own when it ended by itself, 1 with one line on standard error when
 * a start was not possible.
 */
export async function start(options: StartOptions): Promise<number> {
  const read = readSettings(options.env);
  if ('error' in read) {
    warn(read.error);
    return 1;
  }
  const request = listenForStop();
  const stops: Stop[] = [];
  try {
    const server = await bringUp(options, read.ok, { request, stops });
    if (server === null) return 0;
    const code = await Promise.race([server.ended, aborted(request.asked)]);
    if (code === null) return 0;
    warn(`The server ended by itself with code ${code}.`);
    return code === 0 ? 1 : code;
  } catch (error) {
    warn(failureLine(error));
    return 1;
  } finally {
    for (const stop of stops.reverse()) {
      await stop(request.insisted).catch((error: unknown) => warn(failureLine(error)));
    }
    request.release();
  }
}

/** Null: a signal came first. */
async function bringUp(
  options: StartOptions,
  settings: Settings,
  { request, stops }: { request: StopRequest; stops: Stop[] },
): Promise<ServerProcess | null> {
  if (options.mode === 'production') mustBeBuilt();
  const port = await claimPort(settings.host, settings.port);
  await openDataFolder(settings.dataDir);
  const secret = settings.sessionSecret ?? (await keptSecret(settings.dataDir, 'nextauth-secret'));
  const database = await openDatabase(options, settings, stops);
  if (request.wasAsked()) return null;
  const prepared = await options.prepare?.(database, settings);
  if (prepared) stops.push(() => prepared.stop());
  if (request.wasAsked()) return null;
  const address = addressOf(settings.host, port);
  const publicUrl = settings.publicUrl ?? address;
  const server = spawnServer({
    root,
    mode: options.mode,
    host: settings.host,
    port,
    env: {
      ...options.env,
      ...absolutePaths(options.env, settings),
      ...prepared?.env,
      PILOTHOUSE_DATA_DIR: settings.dataDir,
      DATABASE_URL: database,
      NEXTAUTH_SECRET: secret,
      NEXTAUTH_URL: publicUrl,
    },
    onLine: lineTaker(options),
  });
  stops.push((insisted) => server.stop(insisted));
  if (!(await untilServing(server, request.asked))) return request.wasAsked() ? null : server;
  process.stdout.write(`Pilothouse is at ${publicUrl}\n`);
  if (settings.loopback && !settings.demo) await offerSignInLink(database, publicUrl);
  return server;
}

/** The server runs in the product's folder: paths that are relative to the caller's folder are made absolute. */
function absolutePaths(env: Env, { kubeconfig }: Settings): Env {
  return {
    KUBECONFIG: kubeconfig?.join(path.delimiter),
    PILOTHOUSE_CONFIG: env.PILOTHOUSE_CONFIG && path.resolve(env.PILOTHOUSE_CONFIG),
  };
}

/** In production, Next's own notes are dropped; what is printed besides (a stack, a warning) goes to standard error. */
function lineTaker({ onLog, mode }: StartOptions) {
  const print = (line: string): void => void process.stdout.write(`${line}\n`);
  return (kind: 'log' | 'note', line: string): void => {
    if (kind === 'log' || mode === 'development') (onLog ?? print)(line);
    else if (!/^\s*[▲✓-]/.test(line)) (onLog ?? warn)(line);
  };
}

async function openDatabase(options: StartOptions, settings: Settings, stops: Stop[]): Promise<string> {
  const { missingMigrations } = await import('./launcher/migrations');
  if (settings.databaseUrl !== null) {
    const missing = await missingMigrations(settings.databaseUrl, root);
    if (missing.length > 0) {
      throw new Error(
        `The database lacks ${missing.length} migrations: run \`npx pilothouse migrate\` first.`,
      );
    }
    return settings.databaseUrl;
  }
  const { startPostgres } = await import('./postgres');
  const log = options.onProgress ?? (() => undefined);
  const postgres = await startPostgres({ dataDir: settings.dataDir, log });
  stops.push(() => postgres.stop());
  const database = postgres.connectionString;
  if ((await missingMigrations(database, root)).length > 0) {
    const { applyMigrations } = await import('@/lib/db/migrate');
    await applyMigrations(database, root);
    log('The database has its tables.');
  }
  return database;
}

/** Prints a sign-in link to the terminal, for the person who started the product. It can be used once, within 15 minutes. */
async function offerSignInLink(database: string, address: string): Promise<void> {
  const { makeSignInLink } = await import('./launcher/sign-in-link');
  const token = await makeSignInLink(database);
  process.stdout.write(
    `Sign in as administrator (once, within 15 minutes): ${address}/sign-in/link#${token}\n`,
  );
}

function mustBeBuilt(): void {
  const made = ['.next/BUILD_ID', 'lib/db/generated/client.ts'].every((file) =>
    existsSync(path.join(root, file)),
  );
  if (!made) throw new Error('There is no build yet: run `npm run build` first.');
}

function aborted(signal: AbortSignal): Promise<null> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve(null);
    else signal.addEventListener('abort', () => resolve(null), { once: true });
  });
}
