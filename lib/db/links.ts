import { createHash } from 'node:crypto';
import type { Actor, Role } from '@/lib/model';
import type { Db } from './client';

type Person = Omit<Actor, 'sessionId'>;

export interface NewLink {
  /** Random, at least 128 bits. Only its SHA-256 is kept. */
  readonly token: string;
  readonly actor: Person;
  readonly now: Date;
  readonly expiresAt: Date;
}

/** Keeps a one-time sign-in link for an actor. */
export async function createSignInLink(db: Db, { token, actor, now, expiresAt }: NewLink): Promise<void> {
  await db.client.signInLink.create({
    data: {
      tokenHash: hashOf(token),
      actorId: actor.id,
      actorName: actor.name,
      role: actor.role,
      groups: [...actor.groups],
      createdAt: now,
      expiresAt,
    },
  });
}

/** Redeems a link and returns its person; null when it is unknown, expired or used. Of two calls at once, only one succeeds. */
export async function redeemSignInLink(db: Db, token: string, now: Date): Promise<Person | null> {
  const [link] = await db.client.signInLink.updateManyAndReturn({
    where: { tokenHash: hashOf(token), usedAt: null, expiresAt: { gt: now } },
    data: { usedAt: now },
  });
  if (link === undefined) return null;
  return { id: link.actorId, name: link.actorName, role: link.role as Role, groups: link.groups };
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
