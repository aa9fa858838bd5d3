/** A facet's value for what has none. */
export const NONE = '-';

/** How rows of one kind are searched and narrowed: the value of each facet, and the texts that a search reads. */
export interface FacetRules<Row, Key extends string> {
  readonly keys: readonly Key[];
  readonly valueOf: Readonly<Record<Key, (row: Row) => string>>;
  readonly textsOf: (row: Row) => readonly (string | null | undefined)[];
}

/** What the person chose to see; empty lists and text choose everything. */
export type FacetQuery<Key extends string> = Readonly<Record<Key, readonly string[]>> & {
  readonly q: string;
};

/** Whether a row fits the text and every facet, but for the one that is left out. */
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

/** How many rows each value of a facet would show, the other facets applied; a chosen value stands even with none. */
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

/** Values in a given order, those it does not name after them by name; what has none comes last. */
export function valueOrder(order: readonly string[]): (a: string, b: string) => number {
  const place = (value: string): number =>
    value === NONE ? Infinity : order.includes(value) ? order.indexOf(value) : order.length;
  return (a, b) => (place(a) === place(b) ? a.localeCompare(b) : place(a) - place(b));
}
