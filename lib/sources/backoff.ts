/** The longest wait between two readings of a source that does not answer, unless its interval is longer. */
const WAIT_MS_MAX = 300_000;
/** A source is silent after this many failed readings, because a single answer may be lost. */
export const MISSES_MAX = 2;

/**
 * How long to wait after `misses` failed readings in a row: random between the interval and a ceiling that doubles from the interval to five
 * minutes (full jitter, aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter). A source that fails is never read more often than
 * one that answers.
 *
 * @param random from 0 to 1
 */
export function waitMsAfter(misses: number, intervalMs: number, random: () => number): number {
  const doubled = intervalMs * 2 ** Math.max(0, misses - MISSES_MAX);
  const ceiling = Math.max(intervalMs, Math.min(WAIT_MS_MAX, doubled));
  return intervalMs + random() * (ceiling - intervalMs);
}
