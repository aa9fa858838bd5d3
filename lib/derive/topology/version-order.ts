const NUMBERED = /^v?(\d+(?:\.\d+){1,3})(?:[-+](.*))?$/u;

/**
 * Which of two versions is newer: below 0 the first, above 0 the second, 0 where the numbers do not show it: equal
 * numbers, or no numbers (a commit, `latest`). The part after a dash is not compared, because `1.4.2-rc.1` and
 * `1.4.2-build7` mean opposite things.
 */
export function newerVersion(a: string, b: string): number {
  const [left, right] = [numbersOf(a), numbersOf(b)];
  if (left === null || right === null) return 0;
  for (let at = 0; at < Math.max(left.length, right.length); at += 1) {
    const step = (right[at] ?? 0) - (left[at] ?? 0);
    if (step !== 0) return step;
  }
  return 0;
}

function numbersOf(version: string): number[] | null {
  const numbers = NUMBERED.exec(version)?.[1];
  return numbers === undefined ? null : numbers.split('.').map(Number);
}
