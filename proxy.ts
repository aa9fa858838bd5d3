import { NextResponse, type NextRequest } from 'next/server';
import { PATH_HEADER, signInPath } from '@/lib/auth/callback-url';
import { SESSION_COOKIES } from '@/lib/auth/cookie';

/**
 * Redirects a browser without a session cookie to the sign-in page, and passes pages their own path. It does not decide access: whether a
 * cookie is valid is checked where data is read.
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

/** Only pages: calls of the API, probes and files have their own checks. */
export const config = {
  matcher: ['/((?!api/|_next/|metrics|favicon.ico|icon|apple-icon|robots.txt|.*\\.[a-z0-9]+$).*)'],
};
