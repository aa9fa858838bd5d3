/** Names of the cookie that carries the encrypted session id. `__Host-` binds it to this host and to https (RFC 6265bis §4.1.3.2). */
export const SESSION_COOKIES = { https: '__Host-pilothouse.session', http: 'pilothouse.session' } as const;

export function sessionCookieName(https: boolean): string {
  return https ? SESSION_COOKIES.https : SESSION_COOKIES.http;
}

/** The value of a cookie in a `Cookie` header (RFC 6265 §4.2); null where it is absent. */
export function cookieIn(header: string | null, name: string): string | null {
  for (const pair of (header ?? '').split(';')) {
    const [key, ...value] = pair.split('=');
    if (key?.trim() === name) return value.join('=').trim();
  }
  return null;
}
