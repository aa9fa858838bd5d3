const BACKOFF_MS_MIN = 800;
const BACKOFF_MS_MAX = 30_000;

/** Returns a number from 0 up to, but not including, 1, as Math.random does. */
export type Random = () => number;

export interface Backoff {
  /** How long to wait before the next try, in milliseconds. */
  next(): number;
  /** A try succeeded: the next failure starts with the shortest wait. */
  reset(): void;
}

/**
 * Exponential backoff with full jitter: each wait is random between 0 and a limit that doubles from 0.8 s to 30 s, so
 * that many clients of one server do not come back at the same time
 * (aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter).
 */
export function createBackoff(random: Random): Backoff {
  let failures = 0;
  return {
    next() {
      const ceiling = Math.min(BACKOFF_MS_MAX, BACKOFF_MS_MIN * 2 ** failures);
      failures += 1;
      return Math.round(random() * ceiling);
    },
    reset() {
      failures = 0;
    },
  };
}
