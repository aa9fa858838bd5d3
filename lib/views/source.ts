/** A value that views stand on, replaced as a whole. */
export interface Source<T, Moved = void> {
  /** Grows whenever the value is another. */
  readonly version: number;
  /** The value as it is now; it may not be modified. */
  current(): T;
  /** Calls back after each move, once `current` answers the new value; the return value undoes it. */
  subscribe(listener: (moved: Moved) => void): () => void;
}

/** A source whose owner replaces its value. */
export interface SettableSource<T> extends Source<T> {
  set(value: T): void;
}

export function createSource<T>(initial: T): SettableSource<T> {
  const listeners = new Set<() => void>();
  let value = initial;
  let version = 0;
  return {
    get version() {
      return version;
    },
    current: () => value,
    set(next) {
      value = next;
      version += 1;
      for (const listener of [...listeners]) listener();
    },
    subscribe(listener) {
      const once = (): void => listener();
      listeners.add(once);
      return () => void listeners.delete(once);
    },
  };
}
