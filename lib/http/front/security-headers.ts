/**
 * Headers of every answer that make a browser stricter (OWASP Secure Headers): it does not guess content types, shows no page in a frame
 * of another site, loads no plugins, accepts no foreign base address, sends no address of a page to other sites, gives pages no devices,
 * and separates our windows from those of other sites. Where the public address is https, it also uses no plain http for a year (RFC 6797).
 *
 * @param publicUrl The address that browsers use.
 */
export function securityHeaders(publicUrl: string | null): Readonly<Record<string, string>> {
  return {
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'content-security-policy': "base-uri 'self'; object-src 'none'; frame-ancestors 'none'",
    'referrer-policy': 'same-origin',
    'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
    'cross-origin-opener-policy': 'same-origin',
    ...(publicUrl?.startsWith('https:') ? { 'strict-transport-security': 'max-age=31536000' } : {}),
  };
}
