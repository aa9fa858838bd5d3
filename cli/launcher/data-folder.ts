import { randomBytes } from 'node:crypto';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { failureLine } from './failure';

/**
 * Makes the data folder, open to its owner alone. Root's may be passed through (not listed), since its PostgreSQL runs
 * as another account; the files in it that are secret are closed by their own mode.
 *
 * @throws Error with one line that names the folder and what to set.
 */
export async function openDataFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    await chmod(folder, process.getuid?.() === 0 ? 0o711 : 0o700);
  } catch (cause) {
    throw new Error(
      `The data folder ${folder} cannot be used (${failureLine(cause)}): set PILOTHOUSE_DATA_DIR to another.`,
      { cause },
    );
  }
}

/** The secret that a file of the data folder keeps, made the first time: 64 hex digits, readable by its owner alone. */
export async function keptSecret(folder: string, name: string): Promise<string> {
  const file = path.join(folder, name);
  try {
    // `wx`: of two starts at once the second reads what the first made.
    await writeFile(file, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  const secret = (await readFile(file, 'utf8')).trim();
  if (!/^[0-9a-f]{64}$/.test(secret)) {
    throw new Error(`${file} does not hold a secret any more: remove it, and a new one is made.`);
  }
  return secret;
}
