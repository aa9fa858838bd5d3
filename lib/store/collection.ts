import type { KubeObject } from '@/lib/model';
import { GroupIndex } from './group-index';

/** The objects of one kind in one cluster, by namespace and name, and by the uid of their controller. */
export class Collection<T extends KubeObject> {
  private readonly namespaces = new Map<string, Map<string, T>>();
  private readonly controlled = new GroupIndex<T>(controllerUid);
  private count = 0;

  get size(): number {
    return this.count;
  }

  get(namespace: string, name: string): T | undefined {
    return this.namespaces.get(namespace)?.get(name);
  }

  *all(): IterableIterator<T> {
    for (const objects of this.namespaces.values()) yield* objects.values();
  }

  inNamespace(namespace: string): readonly T[] {
    const objects = this.namespaces.get(namespace);
    return objects === undefined ? [] : [...objects.values()];
  }

  controlledBy(uid: string): readonly T[] {
    return this.controlled.of(uid);
  }

  /** Puts an object under its namespace and name; returns what was there before. */
  put(after: T): T | undefined {
    const { namespace, name } = after.metadata;
    const objects = this.namespaces.get(namespace) ?? new Map<string, T>();
    if (objects.size === 0) this.namespaces.set(namespace, objects);
    const before = objects.get(name);
    objects.set(name, after);
    if (before === undefined) this.count += 1;
    this.controlled.replace(before, after);
    return before;
  }

  /** Takes an object out; returns what was there. */
  take(namespace: string, name: string): T | undefined {
    const objects = this.namespaces.get(namespace);
    const before = objects?.get(name);
    if (objects === undefined || before === undefined) return undefined;
    objects.delete(name);
    if (objects.size === 0) this.namespaces.delete(namespace);
    this.count -= 1;
    this.controlled.replace(before, undefined);
    return before;
  }
}

function controllerUid(object: KubeObject): string | undefined {
  return object.metadata.ownerReferences.find((owner) => owner.controller)?.uid;
}
