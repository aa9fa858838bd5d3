import type { RegistryLatency } from '@/lib/model';

type ProbeResults = Pick<RegistryLatency, 'asked' | 'failed' | 'p50Ms' | 'maxMs'>;

/** The y of the line of medians, and of the row of failures. */
export const SPARK = { width: 120, height: 24, base: 16, row: 20 } as const;

/** The line of the medians, with gaps where there was no answer; the largest median is at the top. */
export function sparkPath({ p50Ms }: ProbeResults): string {
  const top = Math.max(1, ...p50Ms.map((ms) => ms ?? 0));
  const step = SPARK.width / p50Ms.length;
  let isOpen = false;
  return p50Ms
    .map((ms, index) => {
      if (ms === null) {
        isOpen = false;
        return '';
      }
      const y = round(SPARK.base - (ms / top) * (SPARK.base - 2));
      const from = round(index * step);
      const to = round((index + 1) * step);
      // Each minute is a step of its full width, so that a single one can be seen.
      const part = isOpen ? `L${from} ${y}H${to}` : `M${from} ${y}H${to}`;
      isOpen = true;
      return part;
    })
    .join('');
}

/** The minutes with a failure, for the row of marks below: x and width. */
export function failedMinutes({ failed }: ProbeResults): { readonly x: number; readonly width: number }[] {
  const step = SPARK.width / failed.length;
  return failed.flatMap((count, index) =>
    count > 0 ? [{ x: round(index * step), width: round(step) }] : [],
  );
}

/** The number of probes in the last hour, and of those that failed. */
export function failedOf({ asked, failed }: ProbeResults): {
  readonly asked: number;
  readonly failed: number;
} {
  const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);
  return { asked: sum(asked), failed: sum(failed) };
}

/** The chart in one sentence, for screen readers. */
export function sparkWords(results: ProbeResults): string {
  const { asked, failed } = failedOf(results);
  if (asked === 0) return 'No probe ran in the last hour.';
  const medians = results.p50Ms.filter((ms) => ms !== null);
  const most = Math.max(0, ...results.maxMs.map((ms) => ms ?? 0));
  const times =
    medians.length === 0
      ? 'No answer'
      : `Answers usually took ${msWords(Math.min(...medians))} to ${msWords(Math.max(...medians))} and at most ${msWords(most)}`;
  return `${times}; ${failed.toLocaleString('en')} of ${asked.toLocaleString('en')} probes of the last hour failed.`;
}

/** `12 ms`, `1.4 s`: a number and its unit stay on one line. */
export function msWords(ms: number): string {
  return ms < 1000 ? `${ms}\u00a0ms` : `${(ms / 1000).toFixed(1)}\u00a0s`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
