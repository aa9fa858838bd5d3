import type { BookLine } from './log-book';

/** A search; `error` where its pattern is invalid. */
export interface LogSearch {
  readonly pattern: RegExp | null;
  readonly error: string | null;
}

/** Only flags that change the matches: `/v1/quotes` is a path and not a pattern. */
const REGEX = /^\/(.+)\/([imsu]*)$/;

/** A text, without regard to case; or `/pattern/flags`, a regular expression as in JavaScript. */
export function readSearch(typed: string): LogSearch {
  if (typed === '') return { pattern: null, error: null };
  const [, source, flags = ''] = REGEX.exec(typed) ?? [];
  if (source === undefined) {
    return { pattern: new RegExp(typed.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'), 'gi'), error: null };
  }
  try {
    return {
      pattern: new RegExp(source, [...new Set(`g${flags}`)].join('')),
      error: null,
    };
  } catch (error) {
    const why =
      error instanceof Error ? error.message.replace(/^Invalid regular expression: /, '') : 'unknown';
    return { pattern: null, error: `The pattern cannot be read: ${why}.` };
  }
}

/** The indexes of the lines that match. */
export function findLines(lines: readonly BookLine[], { pattern }: LogSearch): readonly number[] {
  if (pattern === null) return [];
  return lines.flatMap(({ shown, line }, place) =>
    shown.search(pattern) >= 0 || line.text.search(pattern) >= 0 ? [place] : [],
  );
}

/** A text in parts, with the matches marked. */
export function markText(text: string, pattern: RegExp | null): readonly { text: string; found: boolean }[] {
  if (pattern === null) return [{ text, found: false }];
  const parts: { text: string; found: boolean }[] = [];
  let from = 0;
  for (const match of text.matchAll(pattern)) {
    if (match[0] === '') continue;
    if (match.index > from) parts.push({ text: text.slice(from, match.index), found: false });
    parts.push({ text: match[0], found: true });
    from = match.index + match[0].length;
  }
  if (from < text.length || parts.length === 0) parts.push({ text: text.slice(from), found: false });
  return parts;
}

/** The match after (or before) an index, wrapping around at the end; null where there is none. */
export function nextMatch(matches: readonly number[], place: number | null, step: 1 | -1): number | null {
  if (matches.length === 0) return null;
  if (step === 1) return matches.find((match) => match > (place ?? -1)) ?? matches[0] ?? null;
  return matches.findLast((match) => match < (place ?? Infinity)) ?? matches.at(-1) ?? null;
}
