import type { RequestHeaders } from '@/lib/auth';

/** A call of one operation of lib/api, whether Next hands it on or the front takes it. */
export interface Call {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: RequestHeaders;
  /** What the path holds by name, such as `id`. */
  readonly params: unknown;
  /** The body in pieces, as they come. */
  readonly body: AsyncIterable<Uint8Array> | readonly Uint8Array[];
}
