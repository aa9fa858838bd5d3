import type {
  AnyObject,
  ClusterInfo,
  ClusterPicture,
  Event,
  EndpointSlice,
  Kind,
  KindMap,
  KindState,
  ObjectChange,
  Pod,
  Reach,
} from '@/lib/model';
import { KINDS } from '@/lib/model';
import { Collection } from './collection';
import { byAge, type EventBounds } from './events';
import { GroupIndex } from './group-index';

type Collections = { readonly [K in Kind]: Collection<KindMap[K]> };
/** The state of a kind without the number of its objects, which its collection counts. */
export type KindRecord = Omit<KindState, 'objects'>;

const SERVICE_LABEL = 'kubernetes.io/service-name';

/** The picture of one cluster and its indexes. Only the store calls `put` and `take`; readers see a ClusterPicture. */
export class StoredPicture implements ClusterPicture {
  info: ClusterInfo;
  reach: Reach;
  readonly kinds: Map<Kind, KindRecord>;
  private readonly collections = Object.fromEntries(
    KINDS.map((kind) => [kind, new Collection()]),
  ) as unknown as Collections;
  private readonly uids = new Map<string, AnyObject>();
  private readonly slices = new GroupIndex<EndpointSlice>(serviceKey);
  private readonly pods = new GroupIndex<Pod>((pod) => pod.spec.nodeName);
  private readonly regarding = new GroupIndex<Event>((event) => event.regarding.uid);
  /** Events by uid, in the order of arrival: the one that arrived longest ago first. */
  private readonly arrivals = new Map<string, Event>();

  constructor(name: string, since: string) {
    this.info = {
      name,
      uid: null,
      server: '',
      contexts: [],
      provider: null,
      region: null,
      version: null,
    };
    this.reach = { state: 'connecting', observedAt: null, since, reason: null };
    this.kinds = new Map(
      KINDS.map((kind) => [
        kind,
        { state: 'listing', since, observedAt: null, quarantined: 0, reason: null },
      ]),
    );
  }

  kindRecord(kind: Kind): KindRecord {
    const record = this.kinds.get(kind);
    if (record === undefined) throw new TypeError(`${kind} is not a kind that is kept`);
    return record;
  }

  kindState(kind: Kind): KindState {
    return { ...this.kindRecord(kind), objects: this.count(kind) };
  }

  all<K extends Kind>(kind: K): Iterable<KindMap[K]> {
    return this.collections[kind].all();
  }

  count(kind: Kind): number {
    return this.collections[kind].size;
  }

  get<K extends Kind>(kind: K, namespace: string, name: string): KindMap[K] | undefined {
    return this.collections[kind].get(namespace, name);
  }

  byUid(uid: string): AnyObject | undefined {
    return this.uids.get(uid);
  }

  inNamespace<K extends Kind>(kind: K, namespace: string): readonly KindMap[K][] {
    return this.collections[kind].inNamespace(namespace);
  }

  controlledBy<K extends Kind>(kind: K, ownerUid: string): readonly KindMap[K][] {
    return this.collections[kind].controlledBy(ownerUid);
  }

  slicesOf(namespace: string, service: string): readonly EndpointSlice[] {
    return this.slices.of(`${namespace}/${service}`);
  }

  eventsOf(uid: string): readonly Event[] {
    return byAge(this.regarding.of(uid)).toReversed();
  }

  podsOn(node: string): readonly Pod[] {
    return this.pods.of(node);
  }

  /** Puts one object in; returns what changed, null when this version of it is there already. */
  put<K extends Kind>(kind: K, after: KindMap[K]): ObjectChange | null {
    const { namespace, name } = after.metadata;
    const before = this.collections[kind].get(namespace, name);
    if (before !== undefined && isSameVersion(before, after)) return null;
    this.collections[kind].put(after);
    this.index(before, after);
    return { cluster: this.info.name, kind, before, after };
  }

  /** Takes one object out; returns what changed, null when it was not there. */
  take(kind: Kind, namespace: string, name: string): ObjectChange | null {
    const before: AnyObject | undefined = this.collections[kind].take(namespace, name);
    if (before === undefined) return null;
    this.index(before, undefined);
    return { cluster: this.info.name, kind, before };
  }

  /** An event to remove, so that the events stay within the bounds after `latest`; undefined when there is none. */
  surplusEvent(latest: Event, bounds: EventBounds): Event | undefined {
    const uid = latest.regarding.uid;
    if (uid !== undefined && this.regarding.sizeOf(uid) > bounds.perObjectMax) {
      return this.regarding.first(uid);
    }
    return this.arrivals.size > bounds.perClusterMax ? this.arrivals.values().next().value : undefined;
  }

  private index(before: AnyObject | undefined, after: AnyObject | undefined): void {
    if (before !== undefined && before.metadata.uid !== after?.metadata.uid) {
      // A uid that is now under another name was put there by a later write: keep it.
      if (this.uids.get(before.metadata.uid) === before) this.uids.delete(before.metadata.uid);
    }
    if (after !== undefined) this.uids.set(after.metadata.uid, after);
    switch ((after ?? before)?.kind) {
      case 'Pod':
        this.pods.replace(before as Pod | undefined, after as Pod | undefined);
        break;
      case 'EndpointSlice':
        this.slices.replace(before as EndpointSlice | undefined, after as EndpointSlice | undefined);
        break;
      case 'Event':
        this.indexEvent(before as Event | undefined, after as Event | undefined);
        break;
      default:
    }
  }

  /** An event that arrives again goes to the end of the order: the one that arrived longest ago is dropped first. */
  private indexEvent(before: Event | undefined, after: Event | undefined): void {
    if (before !== undefined) this.arrivals.delete(before.metadata.uid);
    this.regarding.replace(before, undefined);
    if (after === undefined) return;
    this.regarding.replace(undefined, after);
    this.arrivals.set(after.metadata.uid, after);
  }
}

function isSameVersion(one: AnyObject, other: AnyObject): boolean {
  return (
    one.metadata.resourceVersion !== '' &&
    one.metadata.resourceVersion === other.metadata.resourceVersion &&
    one.metadata.uid === other.metadata.uid
  );
}

function serviceKey(slice: EndpointSlice): string | undefined {
  const service = slice.metadata.labels[SERVICE_LABEL];
  return service === undefined ? undefined : `${slice.metadata.namespace}/${service}`;
}
