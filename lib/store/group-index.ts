import type { KubeObject } from '@/lib/model';

/**
 * Objects grouped by a key. The cost of an update does not depend on the size of a group; an object that is replaced by a newer version of
 * itself keeps its place in its group.
 */
export class GroupIndex<T extends KubeObject> {
  private readonly keyOf: (object: T) => string | undefined;
  private readonly groups = new Map<string, Map<string, T>>();

  /** `keyOf` returns undefined for an object of no group. */
  constructor(keyOf: (object: T) => string | undefined) {
    this.keyOf = keyOf;
  }

  of(key: string): readonly T[] {
    const group = this.groups.get(key);
    return group === undefined ? [] : [...group.values()];
  }

  sizeOf(key: string): number {
    return this.groups.get(key)?.size ?? 0;
  }

  /** The member that was added first. */
  first(key: string): T | undefined {
    return this.groups.get(key)?.values().next().value;
  }

  replace(before: T | undefined, after: T | undefined): void {
    const from = before === undefined ? undefined : this.keyOf(before);
    const to = after === undefined ? undefined : this.keyOf(after);
    if (before !== undefined && from !== undefined) {
      if (from !== to || before.metadata.uid !== after?.metadata.uid) this.take(from, before.metadata.uid);
    }
    if (after !== undefined && to !== undefined) this.put(to, after);
  }

  private put(key: string, object: T): void {
    const group = this.groups.get(key);
    if (group === undefined) this.groups.set(key, new Map([[object.metadata.uid, object]]));
    else group.set(object.metadata.uid, object);
  }

  private take(key: string, uid: string): void {
    const group = this.groups.get(key);
    if (group === undefined) return;
    group.delete(uid);
    if (group.size === 0) this.groups.delete(key);
  }
}
