import { execFile } from 'node:child_process';
import { chown, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { Account } from './account';
import { SUPERUSER } from './connection-file';

const run = promisify(execFile);
const STOP_SECONDS = 3;

/** One PostgreSQL: its programs, its files, and the account that runs it. */
export interface Server {
  readonly programs: string;
  readonly databaseDir: string;
  readonly account: Account;
}

/** Makes the files in a temporary folder and moves them when they are complete: an interrupted start leaves nothing incomplete. */
export async function initialise(server: Server, password: string): Promise<void> {
  const fresh = `${server.databaseDir}.new`;
  const passwordFile = `${fresh}.password`;
  await rm(fresh, { recursive: true, force: true });
  await mkdir(fresh, { recursive: true, mode: 0o700 });
  await writeFile(passwordFile, password, { mode: 0o600 });
  await give(server, fresh);
  await give(server, passwordFile);
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  const access = [`--username=${SUPERUSER}`, '--auth=scram-sha-256', `--pwfile=${passwordFile}`];
  try {
    await program(server, 'initdb', [`--pgdata=${fresh}`, ...access, ...locale]);
  } finally {
    await rm(passwordFile, { force: true });
  }
  await rename(fresh, server.databaseDir);
}

/**
 * Starts the server on loopback and waits until it answers. It runs in a session of its own: the terminal's Ctrl-C must not reach
 * it before the processes that still write to it have ended.
 */
export async function launch(server: Server, port: number, settings: readonly string[]): Promise<void> {
  await dropForeignLock(server.databaseDir);
  const log = join(server.databaseDir, 'server.log');
  await writeFile(log, '', { mode: 0o600 });
  await give(server, log);
  const all = [
    `port=${port}`,
    'listen_addresses=127.0.0.1',
    "unix_socket_directories=''",
    'max_connections=100',
    ...settings,
  ];
  const flags = all.map((setting) => `-c ${setting}`).join(' ');
  try {
    await program(server, 'pg_ctl', [
      'start',
      '-w',
      '-D',
      server.databaseDir,
      '-l',
      log,
      '-t',
      '60',
      '-o',
      flags,
    ]);
  } catch (cause) {
    const lastLines = (await readFile(log, 'utf8').catch(() => '')).trim().split('\n').slice(-3).join(' | ');
    throw new Error(`PostgreSQL did not start in ${server.databaseDir}: ${lastLines}`, { cause });
  }
}

/** Stops the server: open connections are cut; a server that does not end in time is killed, without a checkpoint. */
export async function halt(server: Server): Promise<void> {
  const stop = ['stop', '-w', '-t', String(STOP_SECONDS), '-D', server.databaseDir, '-m'];
  try {
    await program(server, 'pg_ctl', [...stop, 'fast']);
  } catch (error) {
    const lock = await readFile(join(server.databaseDir, 'postmaster.pid'), 'utf8').catch(() => null);
    if (lock === null) return; // It had ended already.
    await program(server, 'pg_ctl', [...stop, 'immediate']).catch(() => {
      throw error;
    });
  }
}

/**
 * PostgreSQL takes a lock file for valid while a process with its id exists. After a reboot another program may have that id: the lock
 * is then removed. In a container whose init process collects no zombies, a killed server keeps its id: the lock then gets our id, which
 * PostgreSQL ignores as its parent's, and it still checks whether a backend is left.
 */
async function dropForeignLock(databaseDir: string): Promise<void> {
  const lock = join(databaseDir, 'postmaster.pid');
  const text = await readFile(lock, 'utf8').catch(() => '');
  const pid = Number(text.split('\n')[0]);
  if (!Number.isInteger(pid) || pid <= 0) return;
  const known = await lookAt(pid);
  if (known === null) return;
  if (!known.name.includes('postgres')) await rm(lock, { force: true });
  else if (known.ended) await writeFile(lock, text.replace(/^\d+/, String(process.pid)));
}

/** The process of an id; null if there is none, or it cannot be read. `ended`: a zombie, of which only the entry in the table is left. */
async function lookAt(pid: number): Promise<{ name: string; ended: boolean } | null> {
  try {
    // proc_pid_stat(5): the name is in parentheses, and may contain parentheses itself; the state follows.
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
    const end = stat.lastIndexOf(')');
    return { name: stat.slice(stat.indexOf('(') + 1, end), ended: stat[end + 2] === 'Z' };
  } catch {
    return run('ps', ['-o', 'stat=,comm=', '-p', String(pid)]).then(
      ({ stdout }) => ({ name: stdout, ended: stdout.trimStart().startsWith('Z') }),
      () => null,
    );
  }
}

async function give(server: Server, path: string): Promise<void> {
  if (server.account !== null) await chown(path, server.account.uid, server.account.gid);
}

async function program(server: Server, name: string, flags: readonly string[]): Promise<void> {
  await run(join(server.programs, name), flags, {
    // PostgreSQL does not start in a working folder that its account may not enter.
    cwd: dirname(server.databaseDir),
    env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' },
    ...(server.account ?? {}),
  });
}
