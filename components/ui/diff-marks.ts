/** A part of a value; `marked` is what the other value does not have. */
export interface Stretch {
  readonly text: string;
  readonly marked: boolean;
}

/**
 * Where two values differ, on both sides. Parts are whole words (letters and digits with `.`, `-` and `_`), so that a version is marked as
 * a whole. Values with the same structure are compared word by word; others by their common beginning and end. Values without a common
 * word have no marks: the whole line differs.
 */
export function markDifference(before: string, after: string): readonly [Stretch[], Stretch[]] {
  const a = words(before);
  const b = words(after);
  if (a.length === b.length) {
    const same = a.map((word, index) => word === b[index]);
    return same.some((is, index) => is && /\w/.test(a[index] ?? ''))
      ? [join(a, same), join(b, same)]
      : [whole(before), whole(after)];
  }
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head += 1;
  let tail = 0;
  while (tail < Math.min(a.length, b.length) - head && a.at(-1 - tail) === b.at(-1 - tail)) tail += 1;
  if (head + tail === 0) return [whole(before), whole(after)];
  const shared = (all: readonly string[]) =>
    all.map((_, index) => index < head || index >= all.length - tail);
  return [join(a, shared(a)), join(b, shared(b))];
}

function words(text: string): readonly string[] {
  return text.match(/[\w.-]+|[^\w.-]+/g) ?? [];
}

function whole(text: string): Stretch[] {
  return [{ text, marked: false }];
}

/** Joins neighbours that are both marked or both not. */
function join(all: readonly string[], same: readonly boolean[]): Stretch[] {
  const out: { text: string; marked: boolean }[] = [];
  all.forEach((text, index) => {
    const marked = same[index] !== true;
    const last = out.at(-1);
    if (last?.marked === marked) last.text += text;
    else out.push({ text, marked });
  });
  return out;
}
