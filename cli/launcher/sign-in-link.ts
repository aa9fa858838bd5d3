import { randomBytes } from 'node:crypto';
import { createDb } from '@/lib/db/client';
import { createSignInLink } from '@/lib/db/links';
import type { Actor } from '@/lib/model';

const VALID_MINUTES = 15;

const ADMINISTRATOR: Omit<Actor, 'sessionId'> = {
  id: 'user:administrator',
  name: 'Administrator',
  role: 'admin',
  groups: [],
};

/** Makes a one-time administrator's link and returns its token: 256 random bits, of which the database keeps only the hash. */
export async function makeSignInLink(database: string): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  const now = new Date();
  const expiresAt = new Date(now.getTime() + VALID_MINUTES * 60_000);
  const db = createDb({ connectionString: database, poolSize: 1 });
  try {
    await createSignInLink(db, { token, actor: ADMINISTRATOR, now, expiresAt });
  } finally {
    await db.close();
  }
  return token;
}
