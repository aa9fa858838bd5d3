import type { FieldError } from '@/lib/model';

interface ApiErrorParts {
  /** The HTTP status; 0 when no answer came. */
  readonly status: number;
  /** A code of lib/model's ERROR_CODES, or `unreachable`, `unreadable`. */
  readonly code: string;
  readonly sentence: string;
  readonly fields?: readonly FieldError[];
  readonly cause?: unknown;
}

/** A refused or failed call, with a sentence for the person who made it. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  readonly code: string;
  readonly fields: readonly FieldError[];

  constructor(parts: ApiErrorParts) {
    super(parts.sentence, { cause: parts.cause });
    this.status = parts.status;
    this.code = parts.code;
    this.fields = parts.fields ?? [];
  }

  get sentence(): string {
    return this.message;
  }

  /** What is wrong with one field, if that is known. */
  field(name: string): string | null {
    return this.fields.find((error) => error.field === name)?.message ?? null;
  }

  static unreachable(cause: unknown): ApiError {
    return new ApiError({
      status: 0,
      code: 'unreachable',
      sentence: 'Pilothouse did not answer. Whether the request arrived is not known.',
      cause,
    });
  }

  static unreadable(status: number, cause: unknown): ApiError {
    return new ApiError({
      status,
      code: 'unreadable',
      sentence: 'Pilothouse answered in a form that this page does not know. Reload the page.',
      cause,
    });
  }
}

/** The error (RFC 9457, with our `code` and `errors`) that an answer with a status of 400 or more means, whether or not its body is a problem document. */
export function problemOf(status: number, body: unknown): ApiError {
  const known = membersOf(body);
  return new ApiError({
    status,
    code: textOf(known.code) ?? 'unexpected',
    sentence: textOf(known.detail) ?? textOf(known.title) ?? `Pilothouse answered ${status}.`,
    fields: fieldsOf(known.errors),
  });
}

/** Of the `errors` of a problem document, those that name a field and say what is wrong with it. */
function fieldsOf(errors: unknown): readonly FieldError[] {
  if (!Array.isArray(errors)) return [];
  return errors.flatMap((each: unknown) => {
    const { field, message } = membersOf(each);
    return typeof field === 'string' && typeof message === 'string' ? [{ field, message }] : [];
  });
}

function membersOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
