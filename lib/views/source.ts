/** An input of the views, replaced as a whole. */
export interface Source<T, Moved = void> {
  /** Grows whenever the value is replaced. */
  readonly version: number;
  /** The value as it is now; it may not be modified. */
  current(): T;
  /** Calls back after each change, when `current` returns the new value already; the return value unsubscribes. */
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
