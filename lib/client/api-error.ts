import { z } from 'zod';
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

/** RFC 9457, with our `code` and `errors`. */
const problem = z.looseObject({
  title: z.string().optional(),
  detail: z.string().optional(),
  code: z.string().optional(),
  errors: z.array(z.looseObject({ field: z.string(), message: z.string() })).optional(),
});

/** The error that an answer with a status of 400 or more means, whether or not its body is a problem document. */
export function problemOf(status: number, body: unknown): ApiError {
  const parsed = problem.safeParse(body);
  const known = parsed.success ? parsed.data : {};
  return new ApiError({
    status,
    code: known.code ?? 'unexpected',
    sentence: known.detail ?? known.title ?? `Pilothouse answered ${status}.`,
    fields: known.errors?.map(({ field, message }) => ({ field, message })),
  });
}
