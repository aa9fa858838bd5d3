import type { Derived } from '../view';

/** The one row of a detail; `row` is null where it does not exist or the scope does not see it. */
export function oneRow(topic: string, id: string, row: { readonly id: string } | null): Derived {
  const upserts = new Map(row === null ? [] : [[row.id, row]]);
  return { rows: [{ topic, upserts, deletes: row === null ? [id] : [] }], validUntil: null };
}
