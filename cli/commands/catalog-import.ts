import { importCatalogFiles } from '../catalog-import';
import type { Command } from '../command';
import { readOptions } from '../options';
import { openMigratedDatabase } from './database';

/**
 * `pilothouse catalog import FILE…`: prints a line for each entity. After an error in one file the others are still imported, and the exit
 * code is 1.
 */
export const catalogImport: Command = async ({ settings, args, out, say }) => {
  const options = readOptions(args, {
    options: { filename: { short: 'f', takes: 'a file, or - for standard input', isList: true } },
    others: 'filename',
  });
  if (typeof options === 'string') {
    say(`catalog import: ${options}.`);
    return 2;
  }
  if (options.filename.length === 0) {
    say('catalog import: name one or more files, or - for standard input.');
    return 2;
  }
  const database = await openMigratedDatabase(settings, say);
  try {
    const { entities, problems, skipped } = await importCatalogFiles(
      database.connectionString,
      options.filename,
    );
    for (const { ref, kind } of entities) out({ ref, kind, result: 'imported' });
    for (const what of skipped) say(`Skipped ${what}.`);
    for (const line of problems) say(line);
    say(`Imported ${entities.length} entities; ${problems.length} problems.`);
    return problems.length === 0 ? 0 : 1;
  } finally {
    await database.close();
  }
};
