import { LIVE_EVENTS, type LiveMessage } from '@/lib/model';

/** A server-sent event as the browser passes it. */
export interface RawMessage {
  readonly event: string;
  readonly id: string;
  readonly data: string;
}

/**
 * The message that an event carries; null for one that this tab does not know (a newer server's). Rows are not
 * validated one by one: the server has the same schemas, and a delta must be cheap.
 */
export function parseMessage(raw: RawMessage): LiveMessage | null {
  if (!(LIVE_EVENTS as readonly string[]).includes(raw.event)) return null;
  let data: unknown;
  try {
    data = JSON.parse(raw.data);
  } catch {
    return null;
  }
  if (typeof data !== 'object' || data === null) return null;
  const known = raw.event === 'ages' ? 'clusters' in data : 'topic' in data;
  return known ? ({ event: raw.event, data } as LiveMessage) : null;
}
