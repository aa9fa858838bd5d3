import Credentials from 'next-auth/providers/credentials';
import { redeemSignInLink } from '@/lib/db/links';
import type { SessionMethod } from '@/lib/model';
import type { Auth } from './auth';
import { addressIn } from './attempts';
import { sameSecret, TOKEN_ACTOR } from './bootstrap-token';
import { findPersona } from './personas';
import type { ActorIdentity } from './sessions';

type Headers = Readonly<Record<string, string | undefined>>;

/** The sign-in methods of these settings: the demo's personas, the one-time link, the bootstrap token. */
export function createProviders(auth: Auth) {
  const enter = async (identity: ActorIdentity, method: SessionMethod, headers: Headers) => {
    const userAgent = headers['user-agent'] ?? '';
    const sid = await auth.sessions.begin(identity, { method, userAgent });
    return { id: identity.id, name: identity.name, sid };
  };

  const persona = Credentials({
    id: 'persona',
    credentials: { persona: {} },
    authorize: async (given, { headers }) => {
      const found = findPersona(given?.persona);
      return found ? enter(found.actor, 'persona', headers as Headers) : null;
    },
  });

  /** A wrong secret is counted as a failed attempt of the address. */
  const guarded =
    (find: (secret: string) => Promise<ActorIdentity | null>, method: SessionMethod) =>
    async (given: { token: string } | undefined, request: { headers?: unknown }) => {
      const headers = (request.headers ?? {}) as Headers;
      const address = addressIn(headers['x-forwarded-for']);
      auth.attempts.mustBeAllowed(address);
      const identity = await find(given?.token ?? '');
      if (identity) return enter(identity, method, headers);
      auth.attempts.failed(address);
      return null;
    };

  const link = Credentials({
    id: 'link',
    credentials: { token: {} },
    authorize: guarded((token) => redeemSignInLink(auth.db, token, auth.now()), 'link'),
  });

  const expected = auth.settings.bootstrapToken;
  const token = Credentials({
    id: 'token',
    credentials: { token: {} },
    authorize: guarded(
      (given) =>
        Promise.resolve(expected !== null && sameSecret(given, expected) ? identityOf(TOKEN_ACTOR) : null),
      'token',
    ),
  });

  return [...(auth.settings.demo ? [persona] : []), link, ...(expected === null ? [] : [token])];
}

function identityOf({ id, name, role, groups }: ActorIdentity): ActorIdentity {
  return { id, name, role, groups };
}
