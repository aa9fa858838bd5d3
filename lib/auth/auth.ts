import { decode } from 'next-auth/jwt';
import type { Actor, Clock } from '@/lib/model';
import type { Db } from '@/lib/db/client';
import type { Settings } from '@/lib/env';
import { addressIn, createAttempts, type Attempts } from './attempts';
import { bearerOf, sameSecret, TOKEN_ACTOR } from './bootstrap-token';
import { cookieIn, sessionCookieName } from './cookie';
import { createSessions, type Sessions } from './sessions';

/** The headers of a request, by name. */
export type RequestHeaders = Pick<Headers, 'get'>;

export interface AuthOptions {
  readonly settings: Pick<Settings, 'demo' | 'bootstrapToken' | 'publicUrl'>;
  /** The secret that the session cookie is encrypted with. */
  readonly secret: string;
  readonly db: Db;
  readonly now: Clock;
}

/** Authentication: tokens, cookies and sessions. */
export interface Auth {
  /**
   * The actor of a request by its headers: the holder of the bootstrap token, or the person of a session; null: not signed in. With a
   * wrong token it is null, whatever cookie the request has.
   *
   * @throws AppError `too-many-requests` after too many wrong tokens.
   */
  actorOf(headers: RequestHeaders): Promise<Actor | null>;
  readonly sessions: Sessions;
  readonly db: Db;
  readonly attempts: Attempts;
  readonly settings: AuthOptions['settings'];
  readonly secret: string;
  readonly https: boolean;
  readonly now: Clock;
}

export function createAuth({ settings, secret, db, now }: AuthOptions): Auth {
  const https = settings.publicUrl?.startsWith('https:') ?? false;
  const sessions = createSessions(db, now);
  const attempts = createAttempts(now);

  const byToken = (token: string, address: string): Actor | null => {
    attempts.mustBeAllowed(address);
    if (settings.bootstrapToken !== null && sameSecret(token, settings.bootstrapToken)) return TOKEN_ACTOR;
    attempts.failed(address);
    return null;
  };

  return {
    async actorOf(headers) {
      const authorization = headers.get('authorization');
      if (authorization !== null) {
        const token = bearerOf(authorization);
        return token === null ? null : byToken(token, addressIn(headers.get('x-forwarded-for')));
      }
      const cookie = cookieIn(headers.get('cookie'), sessionCookieName(https));
      const id = cookie === null ? null : await sessionIdIn(cookie, secret);
      return id === null ? null : sessions.actorOf(id);
    },
    sessions,
    db,
    attempts,
    settings,
    secret,
    https,
    now,
  };
}

/** The session's id in an encrypted cookie; null for one that was not encrypted with this secret, or has expired. */
async function sessionIdIn(cookie: string, secret: string): Promise<string | null> {
  const token = await decode({ token: decodeURIComponentSafely(cookie), secret }).catch(() => null);
  return typeof token?.sid === 'string' ? token.sid : null;
}

function decodeURIComponentSafely(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
