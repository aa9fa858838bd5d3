import type { Db } from '@/lib/db/client';
import type { Actor } from '@/lib/model';
import type { WorldContext } from '@/lib/views';

/** What the in-memory reads stand on, with who asks and the database, which Changes and the audit log are read from. */
export interface ReadContext extends WorldContext {
  readonly db: Db;
  readonly actor: Actor;
}
