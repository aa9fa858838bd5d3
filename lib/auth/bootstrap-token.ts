import { createHash, timingSafeEqual } from 'node:crypto';
import type { Actor } from '@/lib/model';

/** The actor of requests with PILOTHOUSE_BOOTSTRAP_TOKEN. */
export const TOKEN_ACTOR: Actor = {
  id: 'token:bootstrap',
  name: 'Bootstrap token',
  role: 'admin',
  groups: [],
  sessionId: null,
};

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

/** Compares two secrets in constant time, so that its duration reveals neither a common prefix nor their lengths. */
export function sameSecret(given: string, expected: string): boolean {
  return timingSafeEqual(sha256(given), sha256(expected));
}

/** The token of an `Authorization: Bearer …` header (RFC 6750 §2.1); null where there is none of that form. */
export function bearerOf(authorization: string | null): string | null {
  return /^Bearer +([\w.~+/=-]+) *$/i.exec(authorization ?? '')?.[1] ?? null;
}
