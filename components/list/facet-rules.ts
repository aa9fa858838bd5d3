/** The value of a facet for rows without one. */
export const NONE = '-';

/** How rows of one type are searched and filtered: the value of each facet, and the texts that a search reads. */
export interface FacetRules<Row, Key extends string> {
  readonly keys: readonly Key[];
  readonly valueOf: Readonly<Record<Key, (row: Row) => string>>;
  readonly textsOf: (row: Row) => readonly (string | null | undefined)[];
}

/** The chosen filters; an empty list or text matches everything. */
export type FacetQuery<Key extends string> = Readonly<Record<Key, readonly string[]>> & {
  readonly q: string;
};

/** Whether a row matches the text and every facet, except the one that is left out. */
export function fits<Row, Key extends string>(
  { keys, valueOf, textsOf }: FacetRules<Row, Key>,
  row: Row,
  query: FacetQuery<Key>,
  except?: Key,
): boolean {
  const wanted = query.q.trim().toLowerCase();
  return (
    (wanted === '' || textsOf(row).some((text) => text?.toLowerCase().includes(wanted) ?? false)) &&
    keys.every((key) => {
      const chosen: readonly string[] = query[key];
      return key === except || chosen.length === 0 || chosen.includes(valueOf[key](row));
    })
  );
}

/** How many rows each value of a facet would show, with the other facets applied; a chosen value is listed even with none. */
export function countFacet<Row, Key extends string>(
  rules: FacetRules<Row, Key>,
  rows: readonly Row[],
  query: FacetQuery<Key>,
  key: Key,
): Map<string, number> {
  const chosen: readonly string[] = query[key];
  const counts = new Map<string, number>(chosen.map((value) => [value, 0]));
  for (const row of rows) {
    if (!fits(rules, row, query, key)) continue;
    const value = rules.valueOf[key](row);
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return counts;
}

/** Values in a given order, then those that it does not name, by name; `none` is the last. */
export function valueOrder(order: readonly string[]): (a: string, b: string) => number {
  const place = (value: string): number =>
    value === NONE ? Infinity : order.includes(value) ? order.indexOf(value) : order.length;
  return (a, b) => (place(a) === place(b) ? a.localeCompare(b) : place(a) - place(b));
}
