import type { RequestHeaders } from '@/lib/auth';
import { AppError } from '@/lib/model';

/**
 * Refuses a call that another site's page made with the visitor's cookie. The browser's own headers decide: Sec-Fetch-Site where it
 * sends one, else Origin compared with the host of the request. A request with neither does not come from a browser (the rule of Go's
 * net/http.CrossOriginProtection; W3C Fetch Metadata §2.1).
 *
 * @param publicUrl The address that browsers use, for a proxy in front that rewrites Host.
 * @throws AppError `forbidden`.
 */
export function mustBeSameOrigin(headers: RequestHeaders, publicUrl: string | null): void {
  const site = headers.get('sec-fetch-site');
  if (site !== null) {
    if (site === 'same-origin' || site === 'none') return;
    throw crossSite();
  }
  const origin = headers.get('origin');
  if (origin === null) return;
  const host = URL.canParse(origin) ? new URL(origin).host : null;
  const hosts = [headers.get('host'), publicUrl === null ? null : new URL(publicUrl).host];
  if (host === null || !hosts.includes(host)) throw crossSite();
}

function crossSite(): AppError {
  return new AppError('forbidden', 'This request came from another site; nothing was done.');
}
