import type { Availability } from '@/lib/model';

const NBSP = '\u00a0';

/**
 * An availability in per cent: "100 %" only when no time was missed, else rounded down so that no minute of trouble is rounded away:
 * "99.98 %", "99.2 %", "31 %". Null: nothing is known.
 */
export function shareWords(ratio: number | null): string | null {
  if (ratio === null) return null;
  if (ratio >= 1) return `100${NBSP}%`;
  const digits = ratio >= 0.999 ? 2 : ratio >= 0.9 ? 1 : 0;
  const unit = 10 ** digits;
  const percent = Math.floor(ratio * 100 * unit + 1e-9) / unit;
  return `${percent.toFixed(digits)}${NBSP}%`;
}

/** How much of a window is known, in hours or days: "of 21 h known"; null for a window that is known in full. */
export function knownWords({ knownSeconds, windowSeconds }: Availability): string {
  if (knownSeconds >= windowSeconds * 0.99) return '';
  const [size, unit] =
    knownSeconds >= 2 * 86_400 ? [86_400, 'd'] : knownSeconds >= 3600 ? [3600, 'h'] : [60, 'min'];
  return `of ${Math.floor(knownSeconds / size)}${NBSP}${unit} known`;
}
