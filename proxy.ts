import { NextResponse, type NextRequest } from 'next/server';
import { PATH_HEADER, signInPath } from '@/lib/auth/callback-url';
import { SESSION_COOKIES } from '@/lib/auth/cookie';

/**
 * Sends a browser without a session cookie to sign in, and gives pages their own path. It decides no access: a cookie,
 * valid or not, is checked where data is read.
 */
export function proxy(request: NextRequest): NextResponse {
  const path = `${request.nextUrl.pathname}${request.nextUrl.search}`;
  const hasCookie = Object.values(SESSION_COOKIES).some((name) => request.cookies.has(name));
  const toSignIn = request.nextUrl.pathname.startsWith('/sign-in');
  if (!hasCookie && !toSignIn && !request.headers.has('authorization')) {
    return NextResponse.redirect(new URL(signInPath(path), request.url));
  }
  const headers = new Headers(request.headers);
  headers.set(PATH_HEADER, path);
  return NextResponse.next({ request: { headers } });
}

/** Pages alone: calls, probes and files answer for themselves. */
export const config = {
  matcher: ['/((?!api/|_next/|metrics|favicon.ico|icon|apple-icon|robots.txt|.*\\.[a-z0-9]+$).*)'],
};
