import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { Client } from 'pg';
import { MIGRATIONS_FOLDER } from '@/lib/db/migrate';
import { failureLine } from './failure';

/**
 * Migrations of this version that are missing in a database, according to its table `_prisma_migrations`.
 *
 * @throws Error with one line where the database does not answer.
 */
export async function missingMigrations(database: string, root: string): Promise<string[]> {
  const entries = await readdir(path.join(root, MIGRATIONS_FOLDER), { withFileTypes: true });
  const known = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  const applied = await appliedMigrations(database);
  return known.filter((name) => !applied.has(name));
}

async function appliedMigrations(database: string): Promise<ReadonlySet<string>> {
  const client = new Client({ connectionString: database, connectionTimeoutMillis: 5000 });
  try {
    await client.connect();
    const found = await client.query<{ migration_name: string }>(
      'SELECT migration_name FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL',
    );
    return new Set(found.rows.map((row) => row.migration_name));
  } catch (cause) {
    const noTable = cause instanceof Error && 'code' in cause && cause.code === '42P01';
    if (noTable) return new Set();
    throw new Error(`DATABASE_URL: the database does not answer (${failureLine(cause)}).`, { cause });
  } finally {
    await client.end().catch(() => undefined);
  }
}
