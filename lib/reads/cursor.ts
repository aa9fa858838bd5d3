import { invalidField, type Page } from '@/lib/model';

/** Where a page ended: the sort key of its last item. Opaque to clients (base64url). */
export function encodeCursor(key: string): string {
  return Buffer.from(key, 'utf8').toString('base64url');
}

/** AppError `invalid-input` names the field `cursor` for an invalid cursor. */
export function decodeCursor(cursor: string): string {
  const key = Buffer.from(cursor, 'base64url').toString('utf8');
  if (key === '' || encodeCursor(key) !== cursor) {
    throw invalidField('cursor', 'The cursor is not valid: use the nextCursor of the previous page.');
  }
  return key;
}

export interface PageRequest {
  readonly cursor?: string;
  /** 1–500; default 100. */
  readonly limit?: number;
}

/** One page of items that are sorted by `keyOf` (unique, ascending by code unit). */
export function pageOf<T>(items: readonly T[], keyOf: (item: T) => string, request: PageRequest): Page<T> {
  const limit = request.limit ?? 100;
  if (!Number.isInteger(limit) || limit < 1 || limit > 500) {
    throw invalidField('limit', 'Expected a whole number, 1 to 500.');
  }
  const after = request.cursor === undefined ? null : decodeCursor(request.cursor);
  const rest = after === null ? items : items.filter((item) => keyOf(item) > after);
  const page = rest.slice(0, limit);
  const last = page.at(-1);
  return {
    items: page,
    nextCursor: rest.length > limit && last !== undefined ? encodeCursor(keyOf(last)) : null,
  };
}
