import type { VirtualClock } from './clock';
import { clone, equal } from './json';
import { Random } from './random';
import { apiVersionOf, RESOURCES, resource, type ResourceDefinition } from './resources';
import { alreadyExists, notFound } from './status-error';
import type { KubeObject } from './types';

export interface StoreEvent {
  version: number;
  type: 'ADDED' | 'MODIFIED' | 'DELETED';
  object: KubeObject;
  previous: KubeObject | null;
}

interface Shelf {
  definition: ResourceDefinition;
  objects: Map<string, KubeObject>;
  ring: StoreEvent[];
  /** Events up to this version are no longer sent to a watch. */
  compactedTo: number;
}

export type StoreListener = (plural: string, event: StoreEvent) => void;

const keyOf = (namespace: string | undefined, name: string) => `${namespace ?? ''}/${name}`;

/**
 * The role of etcd and the watch cache of a real cluster: objects by resource, one increasing resourceVersion, and a bounded ring of events
 * for each resource. Returned objects must not be modified; use `update`.
 */
export class ObjectStore {
  private shelves = new Map<string, Shelf>();
  private listeners = new Set<StoreListener>();
  private previewRandom = new Random('preview');
  version = 1000;

  constructor(
    private clock: VirtualClock,
    private random: Random,
    private ringSize: number,
  ) {
    for (const definition of RESOURCES) {
      this.shelves.set(definition.plural, {
        definition,
        objects: new Map(),
        ring: [],
        compactedTo: this.version,
      });
    }
  }

  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- the caller knows the plural's type
  get<T extends KubeObject = KubeObject>(
    plural: string,
    namespace: string | undefined,
    name: string,
  ): T | undefined {
    return this.shelf(plural).objects.get(keyOf(namespace, name)) as T | undefined;
  }

  /** All objects of a resource, in the order of their creation. */
  list<T extends KubeObject = KubeObject>(plural: string, namespace?: string): T[] {
    const all = [...this.shelf(plural).objects.values()] as T[];
    return namespace ? all.filter((object) => object.metadata.namespace === namespace) : all;
  }

  /** Stores a new object with its uid, time, version and generation. With `dryRun` nothing is kept. */
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- as above
  create<T extends KubeObject>(plural: string, given: KubeObject, dryRun = false): T {
    const shelf = this.shelf(plural);
    const object = clone(given) as T;
    const { metadata } = object;
    const key = keyOf(metadata.namespace, metadata.name);
    if (shelf.objects.has(key)) throw alreadyExists(shelf.definition, metadata.name);
    object.apiVersion = apiVersionOf(shelf.definition);
    object.kind = shelf.definition.kind;
    metadata.uid ??= (dryRun ? this.previewRandom : this.random).uuid();
    metadata.creationTimestamp ??= this.clock.time();
    if (shelf.definition.countsGenerations) metadata.generation = 1;
    delete metadata.resourceVersion;
    if (!dryRun) this.commit(shelf, key, 'ADDED', object, null);
    return object;
  }

  /** Changes a copy and stores it. Without a difference the resourceVersion stays the same; a change of the spec increases the generation. */
  update<T extends KubeObject>(
    plural: string,
    object: { metadata: { namespace?: string; name: string } },
    change: (draft: T) => void,
    dryRun = false,
  ): T {
    const shelf = this.shelf(plural);
    const key = keyOf(object.metadata.namespace, object.metadata.name);
    const current = shelf.objects.get(key) as T | undefined;
    if (!current) throw notFound(shelf.definition, object.metadata.name);
    const draft = clone(current);
    change(draft);
    const next = clone(draft);
    if (equal(next, current)) return current;
    if (shelf.definition.countsGenerations && !equal(next.spec, current.spec)) {
      next.metadata.generation = (current.metadata.generation ?? 0) + 1;
    }
    if (!dryRun) this.commit(shelf, key, 'MODIFIED', next, current);
    return next;
  }

  /** Removes an object at once; it is no error if it does not exist. */
  remove(plural: string, object: KubeObject): void {
    const shelf = this.shelf(plural);
    const key = keyOf(object.metadata.namespace, object.metadata.name);
    const current = shelf.objects.get(key);
    if (!current) return;
    this.commit(shelf, key, 'DELETED', clone(current), current);
  }

  /** Events after `version`, or null when the ring no longer reaches back so far. */
  eventsAfter(plural: string, version: number): StoreEvent[] | null {
    const shelf = this.shelf(plural);
    if (version < shelf.compactedTo) return null;
    return shelf.ring.filter((event) => event.version > version);
  }

  compactedTo(plural: string): number {
    return this.shelf(plural).compactedTo;
  }

  /** Drops all events so far; without `plural`, those of every resource. */
  compact(plural?: string): void {
    // A new version, so that even the version of the latest list is too old for a watch.
    this.version += 1;
    for (const shelf of plural ? [this.shelf(plural)] : this.shelves.values()) {
      shelf.ring = [];
      shelf.compactedTo = this.version;
    }
  }

  /** Calls `listener` after each write, in order, until the returned function is called. */
  subscribe(listener: StoreListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** All current objects, for `restore`. */
  dump(): KubeObject[] {
    return [...this.shelves.values()].flatMap((shelf) => [...shelf.objects.values()]);
  }

  /** Restores the objects that `dump` returned, without sending events to watches. */
  restore(version: number, objects: [plural: string, object: KubeObject][]): void {
    this.version = version;
    for (const [plural, object] of objects) {
      this.shelf(plural).objects.set(keyOf(object.metadata.namespace, object.metadata.name), object);
    }
    this.compact();
  }

  private shelf(plural: string): Shelf {
    const shelf = this.shelves.get(plural);
    if (!shelf) throw new Error(`No such resource: ${resource(plural).plural}`);
    return shelf;
  }

  private commit(
    shelf: Shelf,
    key: string,
    type: StoreEvent['type'],
    object: KubeObject,
    previous: KubeObject | null,
  ): void {
    this.version += 1;
    object.metadata.resourceVersion = String(this.version);
    if (type === 'DELETED') shelf.objects.delete(key);
    else shelf.objects.set(key, object);
    const event: StoreEvent = { version: this.version, type, object, previous };
    shelf.ring.push(event);
    if (shelf.ring.length > this.ringSize) {
      const dropped = shelf.ring.splice(0, Math.ceil(this.ringSize / 10));
      shelf.compactedTo = dropped.at(-1)?.version ?? shelf.compactedTo;
    }
    for (const listener of this.listeners) listener(shelf.definition.plural, event);
  }
}
