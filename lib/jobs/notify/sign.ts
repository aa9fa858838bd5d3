import { createHmac } from 'node:crypto';

/**
 * The headers by which a receiver checks that a message is from Pilothouse and recent: the signature is the HMAC-SHA-256 (RFC 2104), in hex, of the
 * timestamp, a dot and the raw body. The timestamp is in seconds since the epoch.
 */
export function signedHeaders(
  body: string,
  { secret, delivery, now }: { readonly secret: string; readonly delivery: string; readonly now: Date },
): Record<string, string> {
  const timestamp = String(Math.floor(now.getTime() / 1000));
  const signature = createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex');
  return {
    'X-Pilothouse-Delivery': delivery,
    'X-Pilothouse-Timestamp': timestamp,
    'X-Pilothouse-Signature': `sha256=${signature}`,
  };
}
