import type { IncomingMessage } from 'node:http';
import type { RequestHeaders } from '@/lib/auth';

/** The headers of a request of Node's. `x-forwarded-for` is the address of the socket where no proxy set it, as with Next. */
export function headersOf(request: IncomingMessage): RequestHeaders {
  return {
    get(name) {
      const value = request.headers[name];
      if (value !== undefined) return Array.isArray(value) ? value.join(', ') : value;
      return name === 'x-forwarded-for' ? (request.socket.remoteAddress ?? '') : null;
    },
  };
}

export interface RequestTarget {
  /** As it was sent: not decoded. */
  readonly path: string;
  readonly query: URLSearchParams;
}

export function targetOf({ url = '/' }: Pick<IncomingMessage, 'url'>): RequestTarget {
  const mark = url.indexOf('?');
  return mark < 0
    ? { path: url, query: new URLSearchParams() }
    : { path: url.slice(0, mark), query: new URLSearchParams(url.slice(mark)) };
}

/** Whether a target is a path whose percent-encoding can be read (RFC 3986 §2.1): Next answers any other with 500. */
export function isReadable({ path }: RequestTarget): boolean {
  if (!path.startsWith('/')) return false;
  if (!path.includes('%')) return true;
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}
