/** The request header in which proxy.ts passes the path to a page, as a server component does not know its own URL. */
export const PATH_HEADER = 'x-pilothouse-path';

const BASE = 'http://pilothouse.invalid';

/**
 * Where to go after sign-in: only a path of this site. `//evil.example`, `/\evil.example`, other schemes and
 * sign-in itself become `/`.
 */
export function safeCallbackUrl(given: string | null | undefined): string {
  if (!given?.startsWith('/') || !URL.canParse(given, BASE)) return '/';
  const url = new URL(given, BASE);
  if (url.origin !== BASE || url.pathname.startsWith('/sign-in') || url.pathname.startsWith('/api/'))
    return '/';
  return `${url.pathname}${url.search}${url.hash}`;
}

/** The path of the sign-in page, which leads back to `callbackUrl` afterwards. */
export function signInPath(callbackUrl: string): string {
  const back = safeCallbackUrl(callbackUrl);
  return back === '/' ? '/sign-in' : `/sign-in?${new URLSearchParams({ callbackUrl: back }).toString()}`;
}
