const UNITS: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
};
const PART = /(\d+(?:\.\d*)?|\.\d+)(ns|us|µs|ms|s|m|h)/g;
const WHOLE = /^(?:(?:\d+(?:\.\d*)?|\.\d+)(?:ns|us|µs|ms|s|m|h))+$/;

/**
 * A duration as Go writes it (`10s`, `1m30s`), or a number of nanoseconds as Go's JSON has it; in ms. Null where it is neither
 * (pkg.go.dev/time#ParseDuration).
 */
export function durationMs(given: unknown): number | null {
  if (typeof given === 'number') return Number.isFinite(given) && given >= 0 ? given / 1e6 : null;
  if (typeof given !== 'string') return null;
  const text = given.trim();
  if (text === '0') return 0;
  if (!WHOLE.test(text)) return null;
  let ms = 0;
  for (const [, amount = '0', unit = 's'] of text.matchAll(PART)) ms += Number(amount) * (UNITS[unit] ?? 0);
  return ms;
}
