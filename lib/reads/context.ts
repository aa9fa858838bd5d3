import type { Db } from '@/lib/db/client';
import type { ReadinessSpan } from '@/lib/db/readiness';
import type { Actor } from '@/lib/model';
import type { WorldContext } from '@/lib/views';

/**
 * What reads stand on: the in-memory picture for the scope of one actor, who it is, and the database, which Changes and the audit log are
 * read from.
 */
export interface ReadContext extends WorldContext {
  readonly db: Db;
  readonly actor: Actor;
  /** The readiness of every placement in the last day, at most 30 s old. */
  readonly dayReadiness: () => Promise<ReadinessSpan>;
}
