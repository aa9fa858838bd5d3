import NextAuth, { type NextAuthOptions } from 'next-auth';
import type { Auth } from './auth';
import { safeCallbackUrl } from './callback-url';
import { sessionCookieName } from './cookie';
import { createProviders } from './providers';
import { SESSION_SECONDS } from './sessions';

/** The parts of next-auth that are served: its own session, error and log endpoints would not check our table of sessions. */
const SERVED: Readonly<Record<string, readonly string[]>> = {
  GET: ['csrf', 'providers'],
  POST: ['callback', 'signout'],
};

interface RouteContext {
  readonly params: Promise<{ readonly nextauth: readonly string[] }>;
}

export interface AuthLog {
  warn(detail: object, message: string): void;
}

/**
 * next-auth's own routes. With credentials it keeps no sessions itself: the encrypted cookie carries the id of a row of our
 * table, which decides (lib/auth/sessions).
 */
export function createAuthRoute(auth: Auth, log: AuthLog) {
  const handle = NextAuth(createOptions(auth, log)) as (
    request: Request,
    context: RouteContext,
  ) => Promise<Response>;
  return async (request: Request, context: RouteContext): Promise<Response> => {
    const [action = ''] = (await context.params).nextauth;
    if (!SERVED[request.method]?.includes(action)) return new Response(null, { status: 404 });
    return handle(request, context);
  };
}

function createOptions(auth: Auth, log: AuthLog): NextAuthOptions {
  const name = sessionCookieName(auth.https);
  return {
    providers: createProviders(auth),
    secret: auth.secret,
    session: { strategy: 'jwt', maxAge: SESSION_SECONDS },
    useSecureCookies: auth.https,
    cookies: {
      sessionToken: {
        name,
        options: { httpOnly: true, sameSite: 'lax', path: '/', secure: auth.https },
      },
    },
    pages: { signIn: '/sign-in', error: '/sign-in' },
    callbacks: {
      // The cookie holds only the session's id: the actor is read from the table.
      jwt: ({ token, user }) => ('sid' in user && typeof user.sid === 'string' ? { sid: user.sid } : token),
      redirect: ({ url, baseUrl }) => `${baseUrl}${safeCallbackUrl(url.replace(baseUrl, ''))}`,
    },
    events: {
      signOut: async ({ token }) => {
        const sid: unknown = (token as { sid?: unknown } | null)?.sid;
        if (typeof sid !== 'string') return;
        const actor = await auth.sessions.actorOf(sid);
        if (actor) await auth.sessions.revoke(sid, actor);
      },
    },
    logger: {
      error: (code, metadata) => log.warn({ code, detail: describe(metadata) }, 'sign-in failed'),
      warn: (code) => log.warn({ code }, 'sign-in'),
      debug: () => undefined,
    },
  };
}

function describe(metadata: Error | { error: Error }): string {
  return metadata instanceof Error ? metadata.message : metadata.error.message;
}
