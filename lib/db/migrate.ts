import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import { SCHEMA_FILTER, withSchemaEngine } from './schema-engine';

/** The folder of migrations, from the folder that the product runs in. */
export const MIGRATIONS_FOLDER = 'prisma/migrations';

/** This advisory lock is held during a migration, so that two starts at once do not both migrate. */
const MIGRATION_LOCK = 7_266_001;

/**
 * Applies missing migrations of prisma/migrations and records them in `_prisma_migrations`, as `prisma migrate deploy` does.
 *
 * @param root The folder that holds `prisma/`; default: the working directory.
 * @returns the names of the migrations that were applied; empty where the database was up to date.
 */
export async function applyMigrations(connectionString: string, root = process.cwd()): Promise<string[]> {
  const lock = new Client({ connectionString });
  await lock.connect();
  try {
    await lock.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    return await withSchemaEngine(connectionString, async (engine) => {
      const migrationsList = await readMigrations(join(root, MIGRATIONS_FOLDER));
      const done = await engine.applyMigrations({ migrationsList, filters: SCHEMA_FILTER });
      return done.appliedMigrationNames;
    });
  } finally {
    await lock.end();
  }
}

/**
 * The SQL that would lead from the migrations to the schema: empty when they agree.
 *
 * @param shadowUrl An empty database, in which the migrations are applied.
 */
export async function diffMigrations(shadowUrl: string, root = process.cwd()): Promise<string> {
  return withSchemaEngine(shadowUrl, async (engine) => {
    const path = join(root, 'prisma/schema.prisma');
    const result = await engine.diff({
      from: { tag: 'migrations', ...(await readMigrations(join(root, MIGRATIONS_FOLDER))) },
      to: { tag: 'schemaDatamodel', files: [{ path, content: await readFile(path, 'utf8') }] },
      script: true,
      exitCode: null,
      filters: SCHEMA_FILTER,
    });
    const script = result.stdout ?? '';
    return script.trim() === '-- This is an empty migration.' ? '' : script;
  });
}

async function readMigrations(baseDir: string) {
  const entries = await readdir(baseDir, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  const lockfile = await readFile(join(baseDir, 'migration_lock.toml'), 'utf8');
  return {
    baseDir,
    lockfile: { path: 'migration_lock.toml', content: lockfile },
    shadowDbInitScript: '',
    migrationDirectories: await Promise.all(
      names.sort().map(async (name) => ({
        path: name,
        migrationFile: {
          path: 'migration.sql',
          content: {
            tag: 'ok' as const,
            value: await readFile(join(baseDir, name, 'migration.sql'), 'utf8'),
          },
        },
      })),
    ),
  };
}
