/** `1 pod`, `3 pods`, `0 pods`; `many` for what does not take an s. */
export function count(n: number, one: string, many = `${one}s`): string {
  return `${n} ${n === 1 ? one : many}`;
}

/** `its only pod`, `both pods`, `all 4 pods`, `1 of 20 pods`: a part of a whole. */
export function partOf(part: number, whole: number, noun: string): string {
  if (part >= whole && whole === 1) return `its only ${noun}`;
  if (part >= whole) return whole === 2 ? `both ${noun}s` : `all ${whole} ${noun}s`;
  return `${part} of ${whole} ${noun}s`;
}

/** A text as a sentence: with a capital at the beginning and one full stop at the end. */
export function sentence(text: string): string {
  const trimmed = text.trim().replace(/[.\s]+$/u, '');
  return `${trimmed.charAt(0).toUpperCase()}${trimmed.slice(1)}.`;
}

const WORDS_MAX = 400;

/** A message that is not ours, for use within a sentence: on one line, without its full stop, bounded. */
export function quoted(message: string): string {
  const line = message.replace(/\s+/gu, ' ').trim().replace(/\.+$/u, '');
  return line.length > WORDS_MAX ? `${line.slice(0, WORDS_MAX)}…` : line;
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(items: readonly string[]): string {
  if (items.length < 2) return items.join('');
  return `${items.slice(0, -1).join(', ')} and ${items.at(-1) ?? ''}`;
}

/** An age in its largest unit: `3 s`, `22 min`, `9 h`, `12 d`. */
export function age(seconds: number): string {
  if (seconds < 60) return `${Math.max(0, Math.floor(seconds))} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)} h`;
  return `${Math.floor(seconds / 86_400)} d`;
}
