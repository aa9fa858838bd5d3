import type { Settings } from '@/lib/env';
import { openDataFolder } from '../launcher/data-folder';
import { missingMigrations } from '../launcher/migrations';
import { findRunningPostgres, startPostgres } from '../postgres';
import { root } from '../root';

export interface OpenDatabase {
  readonly connectionString: string;
  /** Stops the database if this command started it. */
  close(): Promise<void>;
}

/**
 * The database of the settings: DATABASE_URL, else that of the data folder. The latter is started for the duration of the command if it does
 * not run already.
 *
 * @throws Error with a message of one line.
 */
export async function openDatabase(settings: Settings, log: (line: string) => void): Promise<OpenDatabase> {
  const nothing = () => Promise.resolve();
  if (settings.databaseUrl !== null) return { connectionString: settings.databaseUrl, close: nothing };
  const found = await findRunningPostgres(settings.dataDir);
  if (found !== null) return { connectionString: found, close: nothing };
  await openDataFolder(settings.dataDir);
  const started = await startPostgres({ dataDir: settings.dataDir, log });
  return { connectionString: started.connectionString, close: () => started.stop() };
}

/** The same, with its tables: they are created in the data folder's database; the database of DATABASE_URL must have them already. */
export async function openMigratedDatabase(
  settings: Settings,
  log: (line: string) => void,
): Promise<OpenDatabase> {
  const database = await openDatabase(settings, log);
  try {
    const missing = await missingMigrations(database.connectionString, root);
    if (missing.length > 0 && settings.databaseUrl !== null) {
      throw new Error(
        `The database lacks ${missing.length} migrations: run \`npx pilothouse migrate\` first.`,
      );
    }
    if (missing.length > 0) {
      const { applyMigrations } = await import('@/lib/db/migrate');
      await applyMigrations(database.connectionString, root);
    }
    return database;
  } catch (error) {
    await database.close();
    throw error;
  }
}
