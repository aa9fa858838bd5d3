/**
 * A JSON value as one text that does not depend on the order of its keys: what is hashed and compared. Keys with the value
 * `undefined` are left out, as JSON.stringify does; numbers and strings are written as RFC 8785 (JSON Canonicalization
 * Scheme) does, which is JavaScript's own way.
 */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(sorted(value));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  // A prototype-less object takes `__proto__` as a key like any other.
  const ordered = Object.create(null) as Record<string, unknown>;
  for (const key of Object.keys(value).sort()) ordered[key] = sorted((value as Record<string, unknown>)[key]);
  return ordered;
}
