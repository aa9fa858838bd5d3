/**
 * Shares equal values between objects: ten thousand pods name a few hundred images, nodes and templates. A pool only saves
 * memory; with or without one the projection answers equal values.
 */
export interface Pool {
  /** The first string equal to this one. */
  text(value: string): string;
  /** The first value whose JSON equals that of this one. Shared values must not be modified. */
  shape<T extends object>(value: T): T;
}

/** Shares nothing. */
export const NO_POOL: Pool = { text: (value) => value, shape: (value) => value };

/** A pool that forgets everything when it holds `entriesMax` strings or shapes, so that it never outgrows its use. */
export function createPool(entriesMax = 50_000): Pool {
  const texts = new Map<string, string>();
  const shapes = new Map<string, object>();
  return {
    text: (value) => shared(texts, { key: value, value, entriesMax }),
    shape: <T extends object>(value: T) =>
      shared(shapes, { key: JSON.stringify(value), value, entriesMax }) as T,
  };
}

function shared<T>(known: Map<string, T>, entry: { key: string; value: T; entriesMax: number }): T {
  const found = known.get(entry.key);
  if (found !== undefined) return found;
  if (known.size >= entry.entriesMax) known.clear();
  known.set(entry.key, entry.value);
  return entry.value;
}
