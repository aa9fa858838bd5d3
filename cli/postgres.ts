import { randomBytes } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { Client } from 'pg';
import { databaseFolder, postgresAccount, programFolder } from './postgres/account';
import {
  connectionUrl,
  DATABASE,
  readConnection,
  writeConnection,
  type Connection,
} from './postgres/connection-file';
import { halt, initialise, launch, type Server } from './postgres/server';

const MAJOR_VERSION = '18';

export interface PostgresOptions {
  /** The data folder of Pilothouse; made if it is not there. */
  readonly dataDir: string;
  /** Receives a line for each step that takes a moment. */
  readonly log: (line: string) => void;
  /** Further `name=value` settings of the server; tests turn fsync off. */
  readonly settings?: readonly string[];
}

export interface RunningPostgres {
  readonly connectionString: string;
  /** Stops it within 3 s, and closes connections that are still open. A second call does nothing. */
  stop(): Promise<void>;
}

/**
 * Starts the PostgreSQL of a data folder on loopback, and creates it the first time (2 s; later starts take 0.3 s). A server that still runs
 * after its launcher was killed is taken over.
 *
 * @throws Error with a message of one line: a running launcher uses the folder, the files are from another version, or the last output of
 * the server.
 */
export async function startPostgres(options: PostgresOptions): Promise<RunningPostgres> {
  const { dataDir } = options;
  await mkdir(dataDir, { recursive: true, mode: 0o755 });
  const account = await postgresAccount();
  const kept = await readConnection(dataDir);
  const databaseDir = kept?.databaseDir ?? (await databaseFolder(dataDir, account));
  const server: Server = { account, databaseDir, programs: await programFolder(account) };
  if (kept !== null && (await answers(kept))) {
    refuseIfUsed(kept, dataDir);
    await writeConnection(dataDir, { ...kept, launcherPid: process.pid });
    return running(server, kept);
  }
  const exists = await filesAreUsable(server, kept, dataDir);
  const connection: Connection = {
    port: await freePort(kept?.port),
    password: kept?.password ?? randomBytes(24).toString('base64url'),
    databaseDir,
    launcherPid: process.pid,
  };
  await writeConnection(dataDir, connection);
  if (!exists) {
    options.log('Making a PostgreSQL database…');
    await initialise(server, connection.password);
  }
  await launch(server, connection.port, options.settings ?? []);
  await createDatabase(connection);
  return running(server, connection);
}

/** The connection string of the data folder's PostgreSQL if it runs now; else null. */
export async function findRunningPostgres(dataDir: string): Promise<string | null> {
  const kept = await readConnection(dataDir);
  return kept !== null && (await answers(kept)) ? connectionUrl(kept) : null;
}

function running(server: Server, connection: Connection): RunningPostgres {
  let stopping: Promise<void> | undefined;
  return { connectionString: connectionUrl(connection), stop: () => (stopping ??= halt(server)) };
}

function refuseIfUsed(kept: Connection, dataDir: string): void {
  if (kept.launcherPid === process.pid || !isAlive(kept.launcherPid)) return;
  throw new Error(
    `A running Pilothouse (process ${kept.launcherPid}) uses the data folder ${dataDir}: ` +
      'stop it first, or set PILOTHOUSE_DATA_DIR to another folder.',
  );
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Whether the files of the database exist; throws if this version of PostgreSQL cannot use them. */
async function filesAreUsable(server: Server, kept: Connection | null, dataDir: string): Promise<boolean> {
  const version = (await readFile(join(server.databaseDir, 'PG_VERSION'), 'utf8').catch(() => null))?.trim();
  if (version === undefined) return false;
  if (version !== MAJOR_VERSION) {
    throw new Error(
      `The database in ${server.databaseDir} is of PostgreSQL ${version}, this is ${MAJOR_VERSION}: ` +
        'move it away, or set PILOTHOUSE_DATA_DIR to another folder.',
    );
  }
  if (kept !== null) return true;
  throw new Error(
    `The database in ${server.databaseDir} is there, but the file with its password is not ` +
      `(${join(dataDir, 'postgres.json')}): put it back, or move the database away.`,
  );
}

/** Whether this server runs and accepts our password. */
async function answers(connection: Connection): Promise<boolean> {
  const client = clientOf(connection);
  try {
    await client.connect();
    await client.end();
    return true;
  } catch {
    return false;
  }
}

async function createDatabase(connection: Connection): Promise<void> {
  const client = clientOf(connection);
  await client.connect();
  try {
    const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [DATABASE]);
    if (found.rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE}`);
  } finally {
    await client.end();
  }
}

function clientOf(connection: Connection): Client {
  return new Client({
    connectionString: connectionUrl(connection, 'postgres'),
    connectionTimeoutMillis: 2000,
  });
}

/** The port of the last start if it is free, so that a saved connection string stays valid; else any free port. */
async function freePort(wanted: number | undefined): Promise<number> {
  return (wanted !== undefined && (await tryPort(wanted))) || (await tryPort(0)) || raisePortless();
}

function tryPort(port: number): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(0));
    probe.listen(port, '127.0.0.1', () => {
      const address = probe.address();
      const got = address !== null && typeof address === 'object' ? address.port : 0;
      probe.close(() => resolve(got));
    });
  });
}

function raisePortless(): never {
  throw new Error('No free port on 127.0.0.1 for PostgreSQL.');
}
