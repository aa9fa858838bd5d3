import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Takes a lock, which is a file with the id of its holder. The lock of a process that has ended is taken over. Returns null on success, else
 * the id of the holder. `unlock` releases it.
 */
export async function lock(file: string): Promise<number | null> {
  if (await create(file)) return null;
  const holder = Number(await readFile(file, 'utf8').catch(() => ''));
  // A file that is still empty was just created, so its holder is running.
  if (holder === 0 || isAlive(holder)) return holder;
  await rm(file, { force: true });
  return lock(file);
}

export function unlock(file: string): Promise<void> {
  return rm(file, { force: true });
}

/** Runs `work` while it holds the lock. Waits for another holder, whose id is passed to `onWait`. Creates the folder of the lock. */
export async function withLock(
  file: string,
  work: () => Promise<void>,
  onWait: (holder: number) => void,
): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  for (let holder = await lock(file); holder !== null; holder = await lock(file)) {
    onWait(holder);
    await sleep(5_000);
  }
  try {
    await work();
  } finally {
    await unlock(file);
  }
}

async function create(file: string): Promise<boolean> {
  try {
    await writeFile(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return false;
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
