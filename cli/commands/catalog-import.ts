import { importCatalogFiles } from '../catalog-import';
import type { Command } from '../command';
import { openMigratedDatabase } from './database';

/** `pilothouse catalog import FILE…`: a line an entity; exit code 1 when anything was wrong, though the rest is imported. */
export const catalogImport: Command = async ({ settings, args, out, say }) => {
  const [first, ...others] = args;
  if (first === undefined) {
    say('catalog import: name one or more files, or - for standard input.');
    return 2;
  }
  const database = await openMigratedDatabase(settings, say);
  try {
    const { entities, problems, skipped } = await importCatalogFiles(database.connectionString, [
      first,
      ...others,
    ]);
    for (const { ref, kind } of entities) out({ ref, kind, result: 'imported' });
    for (const what of skipped) say(`Skipped ${what}.`);
    for (const line of problems) say(line);
    say(`Imported ${entities.length} entities; ${problems.length} problems.`);
    return problems.length === 0 ? 0 : 1;
  } finally {
    await database.close();
  }
};
