import type { Actor, Role, SessionMethod } from '@/lib/model';
import { appendAudit } from './audit';
import type { Db } from './client';
import type { Session } from './generated/client';
import { storableText } from './text';

/** A session as the database keeps it. */
export interface SessionRecord {
  readonly id: string;
  readonly actor: Actor;
  readonly method: SessionMethod;
  readonly userAgent: string;
  readonly createdAt: Date;
  readonly lastSeenAt: Date;
  readonly expiresAt: Date;
  readonly revokedAt: Date | null;
}

export interface NewSession {
  /** Random, at least 128 bits: it is the credential. */
  readonly id: string;
  readonly actor: Omit<Actor, 'sessionId'>;
  readonly method: SessionMethod;
  readonly userAgent?: string;
  readonly now: Date;
  readonly expiresAt: Date;
}

/** Begins a session and records it in the audit log. */
export async function createSession(db: Db, session: NewSession): Promise<SessionRecord> {
  const { id, actor, method, now, expiresAt } = session;
  return db.transaction(async (tx) => {
    const row = await tx.session.create({
      data: {
        id,
        actorId: actor.id,
        actorName: actor.name,
        role: actor.role,
        groups: [...actor.groups],
        method,
        userAgent: storableText((session.userAgent ?? '').slice(0, 400)),
        createdAt: now,
        lastSeenAt: now,
        expiresAt,
      },
    });
    await appendAudit(tx, {
      at: now,
      actor,
      action: 'session.created',
      subject: sessionSubject(id),
      sentence: `${actor.name} signed in by ${SIGNED_IN_BY[method]}.`,
      detail: { method, role: actor.role, groups: actor.groups, expiresAt: expiresAt.toISOString() },
    });
    return toRecord(row);
  });
}

const SIGNED_IN_BY: Record<SessionMethod, string> = {
  persona: 'a persona of the demo',
  link: 'a one-time link',
  token: 'the bootstrap token',
};

/** A session that is neither expired nor revoked; else null. */
export async function findSession(db: Db, id: string, now: Date): Promise<SessionRecord | null> {
  const row = await db.client.session.findFirst({ where: { id, revokedAt: null, expiresAt: { gt: now } } });
  return row === null ? null : toRecord(row);
}

/** Records that a session was used; at most once a minute, so that not every page writes a row. */
export async function touchSession(db: Db, id: string, now: Date): Promise<void> {
  const minuteAgo = new Date(now.getTime() - 60_000);
  await db.client.session.updateMany({
    where: { id, revokedAt: null, lastSeenAt: { lt: minuteAgo } },
    data: { lastSeenAt: now },
  });
}

/** Ends a session and records by whom. False: there was none to end. */
export async function revokeSession(
  db: Db,
  { id, by, now }: { id: string; by: Pick<Actor, 'id' | 'name'>; now: Date },
): Promise<boolean> {
  return db.transaction(async (tx) => {
    const done = await tx.session.updateManyAndReturn({
      where: { id, revokedAt: null },
      data: { revokedAt: now },
    });
    const row = done[0];
    if (row === undefined) return false;
    await appendAudit(tx, {
      at: now,
      actor: by,
      action: 'session.revoked',
      subject: sessionSubject(id),
      sentence:
        by.id === row.actorId ? `${by.name} signed out.` : `${by.name} ended a session of ${row.actorName}.`,
      detail: { of: row.actorId },
    });
    return true;
  });
}

/** An actor's valid sessions, last used first. */
export async function listSessions(db: Db, actorId: string, now: Date): Promise<SessionRecord[]> {
  const rows = await db.client.session.findMany({
    where: { actorId, revokedAt: null, expiresAt: { gt: now } },
    orderBy: { lastSeenAt: 'desc' },
  });
  return rows.map(toRecord);
}

/** Removes rows of sessions and links that ended before a time. The audit log keeps their records. */
export async function forgetSessions(db: Db, before: Date): Promise<void> {
  await db.client.session.deleteMany({ where: { expiresAt: { lt: before } } });
  await db.client.signInLink.deleteMany({ where: { expiresAt: { lt: before } } });
}

/** Eight digits name a session in the audit log; the whole id would be a key to it. */
function sessionSubject(id: string): string {
  return `session:${id.slice(0, 8)}`;
}

function toRecord(row: Session): SessionRecord {
  return {
    id: row.id,
    actor: {
      id: row.actorId,
      name: row.actorName,
      role: row.role as Role,
      groups: row.groups,
      sessionId: row.id,
    },
    method: row.method as SessionMethod,
    userAgent: row.userAgent,
    createdAt: row.createdAt,
    lastSeenAt: row.lastSeenAt,
    expiresAt: row.expiresAt,
    revokedAt: row.revokedAt,
  };
}
