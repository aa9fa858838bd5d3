/** How many are read at a time once a page could not be filled at the first go. */
const BATCH = 500;

export interface SeenPage<T> {
  readonly items: readonly T[];
  /** Whether something that is seen follows the last one. */
  readonly isMore: boolean;
}

/**
 * One page of what a scope sees of a list in the database. Reads on until the page is full or nothing is left, so that what is left out
 * makes no page shorter and no cursor wrong. Where all is seen, that is one read of `limit + 1`.
 */
export async function pageSeen<T>(list: {
  readonly limit: number;
  /** The next `count` items after one; undefined: from where the page begins. */
  readonly read: (after: T | undefined, count: number) => Promise<readonly T[]>;
  /** Those of them that are seen, in their order. */
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
