import { AppError } from '@/lib/model';

export interface FailureDetails {
  /** The HTTP status, or the code of an in-stream Status; null when no whole answer came. */
  readonly status?: number | null;
  /** Whether the request may have reached the server. */
  readonly sent?: boolean;
  /** The connection had been used before: the server may have closed it while it was idle. */
  readonly reused?: boolean;
  /** The `Retry-After` of the server. */
  readonly retryAfterMs?: number | null;
  readonly cause?: unknown;
}

/** A request to an API server that did not succeed; the message is a sentence for people. */
export class KubeFailure extends Error {
  override readonly name = 'KubeFailure';
  readonly status: number | null;
  readonly sent: boolean;
  readonly reused: boolean;
  readonly retryAfterMs: number | null;

  constructor(sentence: string, details: FailureDetails = {}) {
    super(sentence, { cause: details.cause });
    this.status = details.status ?? null;
    this.sent = details.sent ?? false;
    this.reused = details.reused ?? false;
    this.retryAfterMs = details.retryAfterMs ?? null;
  }
}

/** The failure of a request with the code that use cases know (lib/model/ports.ts). `written`: the request was a write. */
export function toAppError(failure: unknown, written: boolean): AppError {
  if (!(failure instanceof KubeFailure)) {
    return new AppError('unexpected', 'The request to the cluster failed.', { cause: failure });
  }
  return new AppError(codeOf(failure, written), failure.message, { cause: failure });
}

function codeOf(failure: KubeFailure, written: boolean): AppError['code'] {
  const { status } = failure;
  if (status === null) return written && failure.sent ? 'unknown-outcome' : 'cluster-unavailable';
  if (status === 404) return 'not-found';
  if (status === 409 || status === 412) return 'conflict';
  if (status === 429) return 'cluster-unavailable';
  // A server may fail after it has written: a 504 means that, and a proxy's 502 leaves it open.
  if (status >= 500) return written ? 'unknown-outcome' : 'cluster-unavailable';
  return 'cluster-refused';
}

/** A sentence for an error of the network or of TLS, by Node's error code. */
export function describeNetworkError(error: unknown, host: string): string {
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
  const message = firstLine(error instanceof Error ? error.message : String(error));
  if (code === 'ECONNREFUSED') return `The API server at ${host} refuses connections.`;
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return `The name of the API server, ${host}, cannot be resolved.`;
  if (code === 'ECONNRESET' || code === 'EPIPE' || code === 'ERR_STREAM_PREMATURE_CLOSE') {
    return `The API server at ${host} broke the connection.`;
  }
  if (code === 'EHOSTUNREACH' || code === 'ENETUNREACH')
    return `There is no route to the API server at ${host}.`;
  if (code === 'ETIMEDOUT') return `The API server at ${host} does not answer.`;
  if (/CERT|SIGNATURE|ALTNAME/.test(code))
    return `The certificate of the API server at ${host} is not trusted: ${message}`;
  return `The API server at ${host} cannot be reached: ${message}`;
}

/** The first line of a message that is not ours, bounded: it is shown on screens. */
export function firstLine(message: string): string {
  return (message.trim().split('\n')[0] ?? '').slice(0, 300);
}
