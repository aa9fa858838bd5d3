import { randomBytes } from 'node:crypto';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { failureLine } from './failure';

/**
 * Creates the data folder, accessible only to its owner. That of root can be entered by others, but not listed, because its PostgreSQL runs
 * as another account; secret files in it have a mode of their own.
 *
 * @throws Error with a message of one line that names the folder and the variable to set.
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

/** The secret in a file of the data folder, created the first time: 64 hex digits, readable only by its owner. */
export async function keptSecret(folder: string, name: string): Promise<string> {
  const file = path.join(folder, name);
  try {
    // `wx`: if two processes start at once, the second reads the secret of the first.
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
