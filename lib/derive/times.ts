/** The milliseconds of an RFC 3339 time. Projected objects hold only times that `Date.parse` reads. */
export function millis(time: string): number {
  return Date.parse(time);
}

export function secondsBetween(earlier: string | Date, later: string | Date): number {
  return (toMillis(later) - toMillis(earlier)) / 1000;
}

export function plusSeconds(time: string, seconds: number): string {
  return new Date(millis(time) + seconds * 1000).toISOString();
}

/** The earliest of the given times, without null and undefined; null when there is none. */
export function earliest(times: Iterable<string | null | undefined>): string | null {
  return extreme(times, (a, b) => a < b);
}

/** The latest of the given times, without null and undefined; null when there is none. */
export function latest(times: Iterable<string | null | undefined>): string | null {
  return extreme(times, (a, b) => a > b);
}

function extreme(
  times: Iterable<string | null | undefined>,
  wins: (a: number, b: number) => boolean,
): string | null {
  let best: string | null = null;
  for (const time of times) {
    if (time === null || time === undefined) continue;
    if (best === null || wins(millis(time), millis(best))) best = time;
  }
  return best;
}

function toMillis(time: string | Date): number {
  return typeof time === 'string' ? millis(time) : time.getTime();
}
