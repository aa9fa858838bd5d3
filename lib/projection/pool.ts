/**
 * Shares equal values between objects: ten thousand pods name a few hundred images, nodes and templates. A pool only
 * saves memory; the projection returns equal values with and without one.
 */
export interface Pool {
  /** The first string equal to this one. */
  text(value: string): string;
  /** An equal one of the last few times: times repeat within one object, and rarely between objects. */
  time(value: string): string;
  /** The first value whose JSON equals that of this one. Shared values must not be modified. */
  shape<T extends object>(value: T): T;
}

/** Shares nothing. */
export const NO_POOL: Pool = {
  text: (value) => value,
  time: (value) => value,
  shape: (value) => value,
};

const TIMES_MAX = 8;

/** A pool that is cleared when it holds `entriesMax` strings or shapes, so that its size is bounded. */
export function createPool(entriesMax = 50_000): Pool {
  const texts = new Map<string, string>();
  const shapes = new Map<string, object>();
  const times: string[] = [];
  let next = 0;
  return {
    text: (value) => shared(texts, { key: value, value, entriesMax }),
    time: (value) => {
      const known = times.indexOf(value);
      if (known >= 0) return times[known] ?? value;
      times[next] = value;
      next = (next + 1) % TIMES_MAX;
      return value;
    },
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
