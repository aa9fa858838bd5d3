/** Values that are made once and used by several callers, for as long as this object exists. */
export interface Shared {
  /** The value for these keys; `make` is called the first time. Keys are compared as in a Map, in this order. */
  of<T>(keys: readonly unknown[], make: () => T): T;
}

interface Node {
  readonly next: Map<unknown, Node>;
  made?: { readonly value: unknown };
}

export function createShared(): Shared {
  const root: Node = { next: new Map() };
  return {
    of<T>(keys: readonly unknown[], make: () => T): T {
      let node = root;
      for (const key of keys) {
        let next = node.next.get(key);
        if (next === undefined) node.next.set(key, (next = { next: new Map() }));
        node = next;
      }
      node.made ??= { value: make() };
      return node.made.value as T;
    },
  };
}
