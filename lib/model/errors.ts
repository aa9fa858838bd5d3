/**
 * Every expected failure, by its code. Only lib/http knows HTTP statuses. Distinguish errors by `code`,
 * never by `instanceof`: Next bundles its instrumentation separately from the routes.
 */
export const ERROR_CODES = [
  'invalid-input',
  'unauthenticated',
  'forbidden',
  'not-found',
  'conflict',
  'changed-since-planned',
  'cluster-unavailable',
  'cluster-refused',
  'too-large',
  'too-many-requests',
  'unavailable',
  'unknown-outcome',
  'unexpected',
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

/** One field that was wrong, and what was expected, in a sentence. `field` is a JSON path: `params.replicas`. */
export interface FieldError {
  readonly field: string;
  readonly message: string;
}

export interface AppErrorOptions {
  readonly cause?: unknown;
  readonly fields?: readonly FieldError[];
}

/** A failure with a sentence for the person who caused or sees it; `cause` is only for the log. */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: ErrorCode;
  readonly fields: readonly FieldError[];

  constructor(code: ErrorCode, sentence: string, options: AppErrorOptions = {}) {
    super(sentence, { cause: options.cause });
    this.code = code;
    this.fields = options.fields ?? [];
  }
}

/** Whether a thrown value is ours; safe across bundles. */
export function isAppError(error: unknown): error is AppError {
  return (
    error instanceof Error &&
    error.name === 'AppError' &&
    'code' in error &&
    (ERROR_CODES as readonly unknown[]).includes(error.code)
  );
}

/** A refusal of input that names one field. */
export function invalidField(field: string, message: string): AppError {
  return new AppError('invalid-input', message, { fields: [{ field, message }] });
}
