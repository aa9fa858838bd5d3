import type { Db } from '@/lib/db/client';
import type { ReadinessSpan } from '@/lib/db/readiness';
import type { Actor } from '@/lib/model';
import type { WorldContext } from '@/lib/views';

/**
 * The inputs of reads: the picture in memory for the scope of one actor, the actor, and the database for Changes and the audit log.
 */
export interface ReadContext extends WorldContext {
  readonly db: Db;
  readonly actor: Actor;
  /** The readiness of every placement in the last day, at most 30 s old. */
  readonly dayReadiness: () => Promise<ReadinessSpan>;
}
