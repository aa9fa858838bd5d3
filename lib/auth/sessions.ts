import { randomBytes } from 'node:crypto';
import {
  createSession,
  findSession,
  listSessions,
  revokeSession,
  touchSession,
  type SessionRecord,
} from '@/lib/db/sessions';
import type { Db } from '@/lib/db/client';
import { AppError, type Actor, type Clock, type OwnSession, type SessionMethod } from '@/lib/model';

/** An actor without the session of a request. */
export type ActorIdentity = Omit<Actor, 'sessionId'>;

export const SESSION_SECONDS = 7 * 24 * 3600;
/** How long a row of the table is cached: a session that another replica revoked ends here within this time. */
const CACHED_MS = 5000;
const CACHE_MAX = 10_000;

interface CachedActor {
  readonly until: number;
  readonly actor: Promise<Actor | null>;
}

export interface Sessions {
  /** Creates a session and returns its id: 128 random bits. */
  begin(actor: ActorIdentity, how: { method: SessionMethod; userAgent: string }): Promise<string>;
  /** The actor of a session, from its row; null when it is unknown, revoked or expired. Cached for 5 s. */
  actorOf(id: string): Promise<Actor | null>;
  /** Ends a session: at once in this process, within 5 s in others. False when there was none. */
  revoke(id: string, by: Actor): Promise<boolean>;
  /** The actor's own valid sessions, last used first. */
  ofActor(actor: Actor): Promise<OwnSession[]>;
  /** Ends one of them. @throws AppError `not-found`. */
  revokeOwn(actor: Actor, name: string): Promise<OwnSession>;
}

export function createSessions(db: Db, now: Clock): Sessions {
  const cache = new Map<string, CachedActor>();

  const read = async (id: string): Promise<Actor | null> => {
    const at = now();
    const session = await findSession(db, id, at);
    if (session === null) return null;
    await touchSession(db, id, at);
    return session.actor;
  };

  const revoke = async (id: string, by: Actor): Promise<boolean> => {
    const done = await revokeSession(db, { id, by, now: now() });
    cache.delete(id);
    return done;
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
      cache.set(id, { until: at + CACHED_MS, actor });
      for (const oldest of cache.keys()) {
        if (cache.size <= CACHE_MAX) break;
        cache.delete(oldest);
      }
      // A failed query is not cached.
      actor.catch(() => cache.get(id)?.actor === actor && cache.delete(id));
      return actor;
    },

    revoke,

    ofActor: async (actor) =>
      (await listSessions(db, actor.id, now())).map((record) => ownSession(record, actor)),

    async revokeOwn(actor, name) {
      const record = (await listSessions(db, actor.id, now())).find(({ id }) => nameOf(id) === name);
      if (!record || !(await revoke(record.id, actor))) {
        throw new AppError('not-found', `You have no session ${name}.`);
      }
      return ownSession(record, actor);
    },
  };
}

function nameOf(id: string): string {
  return id.slice(0, 8);
}

function ownSession(record: SessionRecord, actor: Actor): OwnSession {
  return {
    id: nameOf(record.id),
    method: record.method,
    userAgent: record.userAgent,
    createdAt: record.createdAt.toISOString(),
    lastSeenAt: record.lastSeenAt.toISOString(),
    expiresAt: record.expiresAt.toISOString(),
    current: record.id === actor.sessionId,
  };
}
