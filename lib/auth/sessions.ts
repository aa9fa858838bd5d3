import { randomBytes } from 'node:crypto';
import {
  createSession,
  findSession,
  revokeSession,
  touchSession,
  type SessionMethod,
} from '@/lib/db/sessions';
import type { Db } from '@/lib/db/client';
import type { Actor, Clock } from '@/lib/model';

/** Someone, apart from the session that she comes with. */
export type Identity = Omit<Actor, 'sessionId'>;

export const SESSION_SECONDS = 7 * 24 * 3600;
/** For how long an answer of the table is believed: what another replica revoked ends here within this time. */
const BELIEVED_MS = 5000;
const CACHE_MAX = 10_000;

interface Believed {
  readonly until: number;
  readonly actor: Promise<Actor | null>;
}

export interface Sessions {
  /** Begins a session and returns its id: 128 random bits. */
  begin(actor: Identity, how: { method: SessionMethod; userAgent: string }): Promise<string>;
  /** Who a session belongs to, by the table's own row; null when it is unknown, revoked or expired. Cached for 5 s. */
  actorOf(id: string): Promise<Actor | null>;
  /** Ends a session: at once in this process, within 5 s in others. False when there was none. */
  revoke(id: string, by: Actor): Promise<boolean>;
}

export function createSessions(db: Db, now: Clock): Sessions {
  const cache = new Map<string, Believed>();

  const read = async (id: string): Promise<Actor | null> => {
    const at = now();
    const session = await findSession(db, id, at);
    if (session === null) return null;
    await touchSession(db, id, at);
    return session.actor;
  };

  return {
    async begin(actor, { method, userAgent }) {
      const id = randomBytes(16).toString('hex');
      const at = now();
      const expiresAt = new Date(at.getTime() + SESSION_SECONDS * 1000);
      await createSession(db, { id, actor, method, userAgent, now: at, expiresAt });
      return id;
    },

    actorOf(id) {
      const at = now().getTime();
      const believed = cache.get(id);
      if (believed && believed.until > at) return believed.actor;
      const actor = read(id);
      cache.delete(id);
      cache.set(id, { until: at + BELIEVED_MS, actor });
      for (const oldest of cache.keys()) {
        if (cache.size <= CACHE_MAX) break;
        cache.delete(oldest);
      }
      // A database that did not answer is asked again the next time.
      actor.catch(() => cache.get(id)?.actor === actor && cache.delete(id));
      return actor;
    },

    async revoke(id, by) {
      const done = await revokeSession(db, { id, by, now: now() });
      cache.delete(id);
      return done;
    },
  };
}
