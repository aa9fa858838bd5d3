import { userInfo } from 'node:os';
import path from 'node:path';
import { upsertEntities } from '@/lib/db/catalog-import';
import { createDb } from '@/lib/db/client';
import type { CatalogEntity } from '@/lib/model';
import { describeProblem, parseCatalogFile, type CatalogFile } from '@/lib/projection/catalog-info';
import { inputText } from './input';
import { failureLine } from './launcher/failure';

export interface ImportedCatalog {
  readonly entities: readonly CatalogEntity[];
  /** The problems, one line for people each. */
  readonly problems: readonly string[];
  readonly skipped: readonly string[];
}

/**
 * Imports catalog-info.yaml files into a database. An error in one document or file does not affect the others. Where two files
 * have the same entity, the later file counts.
 *
 * @throws Error when the database does not answer.
 */
export async function importCatalogFiles(
  database: string,
  files: readonly string[],
): Promise<ImportedCatalog> {
  const db = createDb({ connectionString: database, poolSize: 1 });
  const user = userInfo().username;
  const actor = { id: `cli:${user}`, name: user };
  const all: ImportedCatalog[] = [];
  try {
    for (const file of files) {
      const read = await readCatalog(file);
      const { entities } = read;
      if (entities.length > 0) {
        await upsertEntities(db, { source: path.basename(file), entities, actor, now: new Date() });
      }
      all.push(read);
    }
  } finally {
    await db.close();
  }
  return {
    entities: all.flatMap(({ entities }) => entities),
    problems: all.flatMap(({ problems }) => problems),
    skipped: all.flatMap(({ skipped }) => skipped),
  };
}

async function readCatalog(file: string): Promise<ImportedCatalog> {
  let parsed: CatalogFile;
  try {
    parsed = parseCatalogFile(file, await inputText(file));
  } catch (error) {
    return { entities: [], problems: [`${file}: cannot be read (${failureLine(error)}).`], skipped: [] };
  }
  return { ...parsed, problems: parsed.problems.map(describeProblem) };
}
