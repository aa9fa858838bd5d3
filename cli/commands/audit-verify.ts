import { verifyAudit } from '@/lib/db/audit';
import { createDb } from '@/lib/db/client';
import type { Command } from '../command';
import { openMigratedDatabase } from './database';

/** `pilothouse audit verify`: recomputes the hashes of the audit log's chain; exit code 1 when one does not match. */
export const auditVerify: Command = async ({ settings, out, say }) => {
  const database = await openMigratedDatabase(settings, say);
  const db = createDb({ connectionString: database.connectionString, poolSize: 1 });
  try {
    const verdict = await verifyAudit(db);
    out(verdict);
    say(verdict.intact ? `The chain of ${verdict.records} records holds.` : verdict.sentence);
    return verdict.intact ? 0 : 1;
  } finally {
    await db.close();
    await database.close();
  }
};
