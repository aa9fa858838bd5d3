import { spawn } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { findRunningPostgres, startPostgres, type RunningPostgres } from './postgres';
import { readConnection, writeConnection } from './postgres/connection-file';

let dataDir: string;
const started: RunningPostgres[] = [];
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'pilothouse-postgres-'));
  await chmod(dataDir, 0o711);
});
afterEach(async () => {
  await Promise.all(started.splice(0).map((one) => one.stop()));
  await rm(dataDir, { recursive: true });
});

async function start(): Promise<RunningPostgres> {
  const running = await startPostgres({ dataDir, log: () => undefined });
  started.push(running);
  return running;
}

async function ask(connectionString: string, sql: string): Promise<unknown> {
  const client = new Client({ connectionString });
  await client.connect();
  try {
    const { rows } = await client.query<{ answer: unknown }>(sql);
    return rows[0]?.answer;
  } finally {
    await client.end();
  }
}

/** The id of a process that has just ended. */
async function deadPid(): Promise<number> {
  const child = spawn(process.execPath, ['-e', '']);
  await new Promise((resolve) => child.on('close', resolve));
  return child.pid ?? 0;
}

it('keeps what was written, and its address, from one start to the next', async () => {
  const first = await start();
  await ask(first.connectionString, 'CREATE TABLE kept (n int)');
  await ask(first.connectionString, 'INSERT INTO kept VALUES (42)');
  await first.stop();
  expect(await findRunningPostgres(dataDir)).toBeNull();
  const second = await start();
  expect(second.connectionString).toBe(first.connectionString);
  expect(await findRunningPostgres(dataDir)).toBe(second.connectionString);
  expect(await ask(second.connectionString, 'SELECT n AS answer FROM kept')).toBe(42);
  expect(await ask(second.connectionString, "SELECT current_setting('listen_addresses') AS answer")).toBe(
    '127.0.0.1',
  );
});

it('keeps its password to itself', async () => {
  const { connectionString } = await start();
  expect((await stat(join(dataDir, 'postgres.json'))).mode & 0o777).toBe(0o600);
  const url = new URL(connectionString);
  url.password = 'wrong';
  await expect(ask(url.toString(), 'SELECT 1 AS answer')).rejects.toThrow(/password authentication failed/);
});

it('takes over the server that a killed launcher left behind', async () => {
  const first = await start();
  const kept = await readConnection(dataDir);
  if (kept === null) throw new Error('no connection file');
  await writeConnection(dataDir, { ...kept, launcherPid: await deadPid() });
  const second = await start();
  expect(second.connectionString).toBe(first.connectionString);
  expect((await readConnection(dataDir))?.launcherPid).toBe(process.pid);
});

it('refuses, in one line, a data folder that a running launcher uses', async () => {
  await start();
  const kept = await readConnection(dataDir);
  if (kept === null) throw new Error('no connection file');
  await writeConnection(dataDir, { ...kept, launcherPid: process.ppid });
  await expect(start()).rejects.toThrow(
    `A running Pilothouse (process ${process.ppid}) uses the data folder ${dataDir}: stop it first, or set PILOTHOUSE_DATA_DIR to another folder.`,
  );
});

it('starts in spite of the lock of a server that was killed', async () => {
  const first = await start();
  const kept = await readConnection(dataDir);
  const lock = join(kept?.databaseDir ?? '', 'postmaster.pid');
  const left = await readFile(lock, 'utf8');
  await first.stop();
  // By now another program has this process id.
  await writeFile(lock, left.replace(/^\d+/, String(process.pid)));
  await start();
});

it('says what it finds where it cannot go on', async () => {
  const first = await start();
  await first.stop();
  const kept = await readConnection(dataDir);
  await writeFile(join(kept?.databaseDir ?? '', 'PG_VERSION'), '17\n');
  await expect(start()).rejects.toThrow(/is of PostgreSQL 17, this is 18/);
  await writeFile(join(kept?.databaseDir ?? '', 'PG_VERSION'), '18\n');
  await rm(join(dataDir, 'postgres.json'));
  await expect(start()).rejects.toThrow(/the file with its password is not/);
});

it('may be stopped twice, and by another process', async () => {
  const running = await start();
  await running.stop();
  await running.stop();
  const again = await startPostgres({ dataDir, log: () => undefined });
  started.push(again);
  await running.stop();
});
