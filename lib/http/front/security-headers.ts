/**
 * What browsers refuse for every answer (OWASP Secure Headers): guessed content types, frames on other sites, plugins and
 * foreign base addresses, addresses of pages sent to other sites, devices that no page uses, and windows of other sites that keep a
 * handle on ours. Over https also: plain http, for a year (RFC 6797).
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
