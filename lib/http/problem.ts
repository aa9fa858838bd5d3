import { randomBytes } from 'node:crypto';
import { isAppError, type ErrorCode, type FieldError } from '@/lib/model';

/** Failures that occur before a use case is called. */
export type ProtocolCode = 'malformed-request' | 'method-not-allowed' | 'unsupported-media-type';
export type ProblemCode = ErrorCode | ProtocolCode;

interface Meaning {
  readonly status: number;
  readonly title: string;
}

/** The only table from error codes to HTTP statuses (RFC 9110 §15). */
export const PROBLEMS: Record<ProblemCode, Meaning> = {
  'malformed-request': { status: 400, title: 'The request cannot be read' },
  unauthenticated: { status: 401, title: 'Sign in first' },
  forbidden: { status: 403, title: 'Not allowed' },
  'not-found': { status: 404, title: 'Not found' },
  'method-not-allowed': { status: 405, title: 'Method not allowed' },
  conflict: { status: 409, title: 'Conflict with the current state' },
  'changed-since-planned': { status: 409, title: 'Changed since you looked' },
  'too-large': { status: 413, title: 'Too large' },
  'unsupported-media-type': { status: 415, title: 'Unsupported content type' },
  'invalid-input': { status: 422, title: 'Invalid field' },
  'cluster-refused': { status: 422, title: 'The cluster refused it' },
  'too-many-requests': { status: 429, title: 'Too many attempts' },
  unexpected: { status: 500, title: 'Internal error' },
  'cluster-unavailable': { status: 503, title: 'The cluster cannot be reached' },
  unavailable: { status: 503, title: 'Temporarily unavailable' },
  'unknown-outcome': { status: 504, title: 'The outcome is not known' },
};

/** A refusal by the protocol; use cases throw AppError instead. */
export class ProtocolError extends Error {
  override readonly name = 'ProtocolError';
  constructor(
    readonly code: ProtocolCode,
    sentence: string,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(sentence);
  }
}

/** The body of a problem answer: RFC 9457 with our `code`, and `errors` by field. */
export interface ProblemDetails {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: ProblemCode;
  /** Names the line of the log that holds the cause. */
  readonly id?: string;
  readonly errors?: readonly FieldError[];
}

export interface HttpFailure {
  readonly problem: ProblemDetails;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * The problem document for a thrown value. A value that is not one of our errors becomes `unexpected` with an id; its message is only in
 * the log, because it may hold what the caller must not see.
 */
export function failureOf(error: unknown): HttpFailure {
  if (isAppError(error)) {
    const headers = HEADERS[error.code] ?? {};
    return { problem: describe(error.code, error.message, { errors: error.fields }), headers };
  }
  if (error instanceof ProtocolError) {
    return { problem: describe(error.code, error.message), headers: error.headers };
  }
  const id = randomBytes(6).toString('hex');
  const detail = `Pilothouse failed to answer. Its log has the cause under ${id}.`;
  return { problem: describe('unexpected', detail, { id }), headers: {} };
}

const HEADERS: Partial<Record<ErrorCode, Readonly<Record<string, string>>>> = {
  unauthenticated: { 'www-authenticate': 'Bearer realm="pilothouse"' },
  'too-many-requests': { 'retry-after': '60' },
  unavailable: { 'retry-after': '2' },
};

function describe(
  code: ProblemCode,
  detail: string,
  { id, errors = [] }: { id?: string; errors?: readonly FieldError[] } = {},
): ProblemDetails {
  const { status, title } = PROBLEMS[code];
  const type = `urn:pilothouse:problem:${code}`;
  return {
    type,
    title,
    status,
    detail,
    code,
    ...(id === undefined ? {} : { id }),
    ...(errors.length === 0 ? {} : { errors }),
  };
}

export function problemResponse({ problem, headers }: HttpFailure): Response {
  return new Response(JSON.stringify(problem), {
    status: problem.status,
    headers: { ...headers, 'content-type': 'application/problem+json', 'cache-control': 'no-store' },
  });
}
