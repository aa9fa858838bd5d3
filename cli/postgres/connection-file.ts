import { chmod, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const connectionSchema = z.object({
  port: z.int().min(1).max(65_535),
  password: z.string().min(1),
  /** Where the database's files are: beside this file, or in a folder that the account of PostgreSQL may enter. */
  databaseDir: z.string().min(1),
  /** The process that last started it or took it over. */
  launcherPid: z.int().positive(),
});

/** How to reach the PostgreSQL of a data folder. */
export type Connection = z.infer<typeof connectionSchema>;

export const SUPERUSER = 'pilothouse';
export const DATABASE = 'pilothouse';

/** The URL of a database on that server: the one of Pilothouse unless another is named. */
export function connectionUrl(connection: Connection, database = DATABASE): string {
  const password = encodeURIComponent(connection.password);
  return `postgresql://${SUPERUSER}:${password}@127.0.0.1:${connection.port}/${database}`;
}

/** The content of a data folder's `postgres.json`; null where it is missing or not valid. */
export async function readConnection(dataDir: string): Promise<Connection | null> {
  let text: string;
  try {
    text = await readFile(fileIn(dataDir), 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
  const parsed = connectionSchema.safeParse(parseJson(text));
  return parsed.success ? parsed.data : null;
}

/** Writes the connection, readable by its owner alone. A reader sees the old file or the new one, never a part of one. */
export async function writeConnection(dataDir: string, connection: Connection): Promise<void> {
  const next = `${fileIn(dataDir)}.${process.pid}`;
  await writeFile(next, `${JSON.stringify(connection, null, 2)}\n`, { mode: 0o600 });
  await chmod(next, 0o600);
  await rename(next, fileIn(dataDir));
}

function fileIn(dataDir: string): string {
  return join(dataDir, 'postgres.json');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
