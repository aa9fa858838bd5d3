import type { z } from 'zod';
import { AppError, type FieldError } from '@/lib/model';
import type { Call } from './call';
import { ProtocolError } from './problem';

export const BODY_BYTES_MAX = 256 * 1024;

/** The parameters of a query, checked by a schema. One that occurs twice is refused: a list is written with commas. */
export function readQuery<S extends z.ZodObject>(schema: S, params: URLSearchParams): z.output<S> {
  const twice = [...new Set(params.keys())].filter((name) => params.getAll(name).length > 1);
  if (twice.length > 0) {
    const fields = twice.map((field) => ({ field, message: 'expected once' }));
    throw new AppError('invalid-input', `${twice.join(', ')}: expected once.`, { fields });
  }
  return parse(schema, Object.fromEntries(params));
}

/**
 * A JSON body, checked by a schema. No body at all is an empty object.
 *
 * @throws ProtocolError 415, 400; AppError `too-large`, `invalid-input`.
 */
export async function readBody<S extends z.ZodType>(
  schema: S,
  call: Pick<Call, 'headers' | 'body'>,
): Promise<z.output<S>> {
  const bytes = await readBytes(call);
  if (bytes.length === 0) return parse(schema, {});
  const type = call.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/json') {
    throw new ProtocolError(
      'unsupported-media-type',
      'The body must be JSON: send content-type application/json.',
    );
  }
  return parse(schema, parseJson(bytes));
}

async function readBytes({ headers, body }: Pick<Call, 'headers' | 'body'>): Promise<Buffer> {
  const tooLarge = new AppError('too-large', `The body is larger than ${BODY_BYTES_MAX / 1024} KiB.`);
  if (Number(headers.get('content-length') ?? 0) > BODY_BYTES_MAX) throw tooLarge;
  const chunks: Uint8Array[] = [];
  let length = 0;
  // `content-length` may be wrong, so the received bytes are counted.
  for await (const bytes of body) {
    length += bytes.length;
    if (length > BODY_BYTES_MAX) throw tooLarge;
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    const what = cause instanceof SyntaxError ? cause.message : 'it is not UTF-8';
    throw new ProtocolError('malformed-request', `The body is not JSON: ${what}.`);
  }
}

/** @throws AppError `invalid-input` that names every field that is wrong. */
export function parse<S extends z.ZodType>(schema: S, given: unknown): z.output<S> {
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues.flatMap(fieldErrors);
  const sentence = fields.map(({ field, message }) => (field ? `${field}: ${message}` : message)).join('; ');
  throw new AppError('invalid-input', `${sentence}.`, { fields });
}

function fieldErrors(issue: z.core.$ZodIssue): FieldError[] {
  const field = fieldPath(issue.path);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      field: fieldPath([...issue.path, key]),
      message: 'there is no such field',
    }));
  }
  return [{ field, message: lowerFirst(issue.message.replace(/^Invalid input: /, '')) }];
}

/** `target.kind`, `items[2].name`. */
function fieldPath(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`;
    return text === '' ? String(part) : `${text}.${String(part)}`;
  }, '');
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
