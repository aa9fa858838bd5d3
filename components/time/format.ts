/** Keeps a number and its unit on one line. */
const NBSP = '\u00a0';
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A duration rounded down to one unit: "3 s", "22 min", "9 h", "12 d". Below zero it is "0 s". */
export function formatSpan(ms: number): string {
  const span = Math.max(0, ms);
  if (span < MINUTE) return `${Math.floor(span / SECOND)}${NBSP}s`;
  if (span < HOUR) return `${Math.floor(span / MINUTE)}${NBSP}min`;
  if (span < DAY) return `${Math.floor(span / HOUR)}${NBSP}h`;
  return `${Math.floor(span / DAY)}${NBSP}d`;
}

/** A duration in its two largest units, for waiting times: "2 min 40 s", "1 h 5 min", "3 d 2 h". */
export function formatDuration(ms: number): string {
  const span = Math.max(0, ms);
  const units: readonly (readonly [number, string])[] = [
    [DAY, 'd'],
    [HOUR, 'h'],
    [MINUTE, 'min'],
    [SECOND, 's'],
  ];
  const first = units.findIndex(([size]) => span >= size);
  if (first === -1) return `0${NBSP}s`;
  let rest = span;
  const parts: string[] = [];
  for (const [size, name] of units.slice(first, first + 2)) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) parts.push(`${count}${NBSP}${name}`);
  }
  return parts.join(NBSP);
}

/** The form of a time in its sentence. `auto` is "ago" for the past and "in" for the future. */
export type TimeForm = 'bare' | 'ago' | 'for' | 'in' | 'auto';

/** A time relative to now, in the form its sentence needs: "9 h", "9 h ago", "for 9 h", "in 9 h". */
export function formatRelative(at: number, now: number, form: TimeForm = 'bare'): string {
  const ahead = at > now;
  const span = formatSpan(Math.abs(now - at));
  switch (form) {
    case 'bare':
      return span;
    case 'for':
      return `for ${span}`;
    case 'in':
      return ahead ? `in ${span}` : 'now';
    case 'ago':
      return ahead ? `0${NBSP}s ago` : `${span} ago`;
    case 'auto':
      return ahead ? `in ${span}` : `${span} ago`;
  }
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;
const LONG_MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;
const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] as const;

/** Exact, for titles: "12 Mar 2026, 03:14:19 UTC". */
export function formatUtc(at: number): string {
  const date = new Date(at);
  const month = MONTHS[date.getUTCMonth()] ?? '';
  return `${date.getUTCDate()} ${month} ${date.getUTCFullYear()}, ${date.toISOString().slice(11, 19)} UTC`;
}

/** The hour of a day: "03:14". Everything here is UTC. */
export function formatClock(at: number): string {
  return new Date(at).toISOString().slice(11, 16);
}

/** The line above the verdict: "Thursday 12 March, 03:14 UTC". */
export function formatMoment(at: number): string {
  const date = new Date(at);
  const weekday = WEEKDAYS[date.getUTCDay()] ?? '';
  const month = LONG_MONTHS[date.getUTCMonth()] ?? '';
  return `${weekday} ${date.getUTCDate()} ${month}, ${formatClock(at)} UTC`;
}
