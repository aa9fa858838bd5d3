/** A value cut in three: what both have before, what differs, what both have after. */
export interface Marked {
  readonly head: string;
  readonly mark: string;
  readonly tail: string;
}

/**
 * Where two values differ, on both sides. Cuts fall between words (letters and digits with `.`, `-` and `_` belong
 * together), so that a version is marked whole. Values that share nothing have no mark.
 */
export function markDifference(before: string, after: string): readonly [Marked, Marked] {
  const a = before.match(/[\w.-]+|[^\w.-]+/g) ?? [];
  const b = after.match(/[\w.-]+|[^\w.-]+/g) ?? [];
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a.at(-1 - end) === b.at(-1 - end)) end += 1;
  if (start === 0 && end === 0) return [whole(before), whole(after)];
  return [cut(a, start, end), cut(b, start, end)];
}

function whole(text: string): Marked {
  return { head: text, mark: '', tail: '' };
}

function cut(words: readonly string[], start: number, end: number): Marked {
  const stop = words.length - end;
  return {
    head: words.slice(0, start).join(''),
    mark: words.slice(start, stop).join(''),
    tail: words.slice(stop).join(''),
  };
}
