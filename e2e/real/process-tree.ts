import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { readConnection } from '@/cli/postgres/connection-file';

const run = promisify(execFile);

/** A process and all its descendants, ancestors first. */
export async function processTree(root: number): Promise<number[]> {
  const { stdout } = await run('ps', ['-A', '-o', 'pid=,ppid=']);
  const pairs = stdout
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number));
  const found = [root];
  for (const parent of found) {
    for (const [pid = 0, ppid] of pairs) if (ppid === parent && !found.includes(pid)) found.push(pid);
  }
  return found;
}

/** The PostgreSQL of a data folder, which is not a child of the launcher; null when none runs. */
export async function postgresPid(dataDir: string): Promise<number | null> {
  const connection = await readConnection(dataDir);
  if (connection === null) return null;
  const lock = await readFile(join(connection.databaseDir, 'postmaster.pid'), 'utf8').catch(() => '');
  const pid = Number(lock.split('\n')[0]);
  return pid > 0 && isAlive(pid) ? pid : null;
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  // An orphan that ended stays in the table where process 1 of a container collects nobody's children.
  const stat = tryRead(`/proc/${pid}/stat`);
  return stat === null || stat.slice(stat.lastIndexOf(')') + 2, stat.lastIndexOf(')') + 3) !== 'Z';
}

/** The command line of each process, for an error message. */
export function commandsOf(pids: readonly number[]): string {
  return pids.map((pid) => tryRead(`/proc/${pid}/cmdline`)?.replaceAll('\0', ' ').trim() ?? pid).join('; ');
}

function tryRead(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}

/** Freezes all processes before it kills any, so that none can react to the end of another. */
export function killTogether(pids: readonly number[]): void {
  for (const signal of ['SIGSTOP', 'SIGKILL'] as const) {
    for (const pid of pids) if (isAlive(pid)) process.kill(pid, signal);
  }
}

/** Ends the PostgreSQL that a killed product left behind. */
export async function endPostgres(dataDir: string): Promise<void> {
  const pid = await postgresPid(dataDir);
  if (pid !== null) killTogether(await processTree(pid));
}
