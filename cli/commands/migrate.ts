import { applyMigrations } from '@/lib/db/migrate';
import type { Command } from '../command';
import { root } from '../root';
import { openDatabase } from './database';

/** `pilothouse migrate`: updates the database to this version, and prints a line for each applied migration. */
export const migrate: Command = async ({ settings, out, say }) => {
  const database = await openDatabase(settings, say);
  try {
    const applied = await applyMigrations(database.connectionString, root);
    for (const migration of applied) out({ migration, result: 'applied' });
    say(
      applied.length === 0 ? 'The database is up to date.' : `Applied ${applied.length} of the migrations.`,
    );
    return 0;
  } finally {
    await database.close();
  }
};
