import type { RequestHeaders } from '@/lib/auth';

/** A call of one operation of lib/api, in the same shape whether a route of Next or the front received it. */
export interface Call {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: RequestHeaders;
  /** The parameters in the path by name, such as `id`. */
  readonly params: unknown;
  /** The body in pieces, as they arrive. */
  readonly body: AsyncIterable<Uint8Array> | readonly Uint8Array[];
}
