/** How many items are read at a time when the first read did not fill the page. */
const BATCH = 500;

export interface SeenPage<T> {
  readonly items: readonly T[];
  /** Whether a visible item follows the last one. */
  readonly isMore: boolean;
}

/**
 * One page of the items of a list in the database that a scope sees. Reads on until the page is full or nothing is left, so that hidden
 * items make no page shorter and no cursor wrong. Where everything is visible, that is one read of `limit + 1`.
 */
export async function pageSeen<T>(list: {
  readonly limit: number;
  /** The next `count` items after one; undefined: from the start of the page. */
  readonly read: (after: T | undefined, count: number) => Promise<readonly T[]>;
  /** The visible ones of them, in the same order. */
  readonly seen: (items: readonly T[]) => readonly T[] | Promise<readonly T[]>;
}): Promise<SeenPage<T>> {
  const { limit, read, seen } = list;
  const found: T[] = [];
  let after: T | undefined;
  for (let count = limit + 1; ; count = BATCH) {
    const batch = await read(after, count);
    found.push(...(await seen(batch)));
    after = batch.at(-1);
    if (found.length > limit || batch.length < count) break;
  }
  return { items: found.slice(0, limit), isMore: found.length > limit };
}
