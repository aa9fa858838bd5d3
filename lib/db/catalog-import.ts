import type { Actor, CatalogEntity } from '@/lib/model';
import { appendAudit } from './audit';
import { notifyCatalog } from './catalog';
import type { Db } from './client';
import { storableJson } from './text';

export interface CatalogImport {
  /** The file, as the audit log names it. */
  readonly source: string;
  readonly entities: readonly CatalogEntity[];
  readonly actor: Pick<Actor, 'id' | 'name'>;
  readonly now: Date;
}

/** Keeps the entities of one file, replacing those of the same references; writes an audit record and notifies every replica. */
export async function upsertEntities(db: Db, { source, entities, actor, now }: CatalogImport): Promise<void> {
  if (entities.length === 0) return;
  // The same order in every process, so that two imports cannot deadlock.
  const rows = entities
    .map((body) => ({ ref: body.ref, kind: body.kind, name: body.name, body }))
    .sort((a, b) => (a.ref < b.ref ? -1 : 1));
  await db.transaction(async (tx) => {
    await tx.$executeRaw`
      INSERT INTO catalog_entities (ref, kind, name, body, source, imported_at)
      SELECT ref, kind, name, body, ${source}, ${now}
      FROM jsonb_to_recordset(${JSON.stringify(storableJson(rows))}::jsonb) AS entity(ref text, kind text, name text, body jsonb)
      ON CONFLICT (ref) DO UPDATE
      SET kind = EXCLUDED.kind, name = EXCLUDED.name, body = EXCLUDED.body, source = EXCLUDED.source,
          imported_at = EXCLUDED.imported_at`;
    await notifyCatalog(tx);
    const count = entities.length === 1 ? 'one entity' : `${entities.length} entities`;
    await appendAudit(tx, {
      at: now,
      actor,
      action: 'catalog.imported',
      subject: source,
      sentence: `${actor.name} imported ${count} from ${source}.`,
      detail: { entities: rows.map(({ ref }) => ref) },
    });
  });
}
