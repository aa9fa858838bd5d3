import { isAppError, type ErrorCode } from '@/lib/model';

/** A refusal in Consul's own form: a status and a sentence of plain text. */
export class ConsulError extends Error {
  override readonly name = 'ConsulError';
  constructor(
    readonly status: 400 | 404 | 405,
    sentence: string,
  ) {
    super(sentence);
  }
}

/** Statuses that Consul's clients act on: 403 for a missing permission, 404 for what does not exist, 5xx for a later retry. */
const STATUS: Partial<Record<ErrorCode, number>> = {
  'invalid-input': 400,
  unauthenticated: 403,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  'too-large': 413,
  'too-many-requests': 429,
  unavailable: 503,
};

export function consulFailure(error: unknown) {
  const { status, sentence } = meaningOf(error);
  return {
    operation: 'consul',
    status,
    headers: {
      'content-type': 'text/plain; charset=utf-8',
      ...(status === 503 || status === 429 ? { 'retry-after': '2' } : {}),
    },
    body: sentence,
  };
}

function meaningOf(error: unknown): { status: number; sentence: string } {
  if (isAppError(error)) {
    // Clients recognise a refused token by these words.
    const words = STATUS[error.code] === 403 ? `Permission denied: ${error.message}` : error.message;
    return { status: STATUS[error.code] ?? 500, sentence: words };
  }
  if (error instanceof ConsulError) return { status: error.status, sentence: error.message };
  return { status: 500, sentence: 'Pilothouse failed to answer; its log has the cause.' };
}
