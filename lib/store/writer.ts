import type {
  AnyObject,
  ClusterInfo,
  ClusterPicture,
  Event,
  Kind,
  KindMap,
  KindStateName,
  ObjectChange,
  Reach,
  StoreBatch,
} from '@/lib/model';
import { KINDS } from '@/lib/model';
import { newestEvents, type EventBounds } from './events';
import { deepFreeze } from './freeze';
import type { KindRecord, StoredPicture } from './picture';

/**
 * The only way to change the picture of a cluster. Each call that changes something notifies the subscribers once, synchronously; one that
 * changes nothing notifies nobody. `at` is when the API server sent it (ISO 8601).
 */
export interface ClusterWriter {
  readonly picture: ClusterPicture;
  setInfo(info: ClusterInfo): void;
  /** The store keeps `since`: it is set to `at` when `state` changes. */
  setReach(reach: Omit<Reach, 'since'>, at: string): void;
  setKindState(kind: Kind, state: { state: KindStateName; reason: string | null }, at: string): void;
  /**
   * The stream of a kind sent something that changes no object: only its age is renewed. Notifies nobody: readers read
   * ages when they need them.
   */
  observed(kind: Kind, at: string): void;
  /**
   * All objects of a kind after a complete LIST: what is not among `objects` is removed, what has an equal resourceVersion is
   * unchanged, and the kind is live as of `at`. One batch.
   */
  replace<K extends Kind>(kind: K, objects: readonly KindMap[K][], at: string): void;
  upsert<K extends Kind>(kind: K, object: KindMap[K], at: string): void;
  remove(kind: Kind, key: { namespace: string; name: string }, at: string): void;
  /** Forgets every object of a kind: it may not be read any more, or is no longer served. */
  clear(kind: Kind): void;
  /** Counts one object or frame that could not be read. */
  quarantine(kind: Kind): void;
  /** Removes the cluster from the store, with all its objects; later writes notify nobody. */
  drop(): void;
}

export interface WriterContext {
  readonly picture: StoredPicture;
  readonly bounds: EventBounds;
  readonly freeze: boolean;
  readonly publish: (batch: StoreBatch) => void;
  readonly forget: () => void;
}

export function createWriter(context: WriterContext): ClusterWriter {
  const { picture } = context;
  let dropped = false;
  const publish = (batch: StoreBatch): void => {
    if (!dropped) context.publish(batch);
  };
  const name = picture.info.name;
  const kept = <T>(value: T): T => (context.freeze ? deepFreeze(value) : value);
  const publishCluster = (): void => publish({ objects: [], clusters: [name] });
  const publishObjects = (objects: readonly ObjectChange[]): void => {
    if (objects.length > 0) publish({ objects, clusters: [] });
  };
  const renew = (kind: Kind, next: Partial<KindRecord>): void => {
    picture.kinds.set(kind, { ...picture.kindRecord(kind), ...next });
  };
  return {
    picture,
    setInfo(info) {
      picture.info = kept({ ...info, name });
      publishCluster();
    },
    setReach(reach, at) {
      const since = reach.state === picture.reach.state ? picture.reach.since : at;
      const same = reach.observedAt === picture.reach.observedAt && reach.reason === picture.reach.reason;
      if (same && since === picture.reach.since) return;
      picture.reach = kept({ ...reach, since });
      publishCluster();
    },
    setKindState(kind, { state, reason }, at) {
      const record = picture.kindRecord(kind);
      if (state === record.state && reason === record.reason) return;
      renew(kind, { state, reason, since: state === record.state ? record.since : at });
      publishCluster();
    },
    observed: (kind, at) => renew(kind, { observedAt: at }),
    replace(kind, objects, at) {
      const record = picture.kindRecord(kind);
      const wasLive = record.state === 'live' && record.reason === null;
      const changes = replaceAll(context, kind, objects.map(kept));
      renew(kind, {
        state: 'live',
        reason: null,
        observedAt: at,
        since: record.state === 'live' ? record.since : at,
      });
      if (changes.length > 0 || !wasLive) publish({ objects: changes, clusters: wasLive ? [] : [name] });
    },
    upsert(kind, object, at) {
      renew(kind, { observedAt: at });
      const change = picture.put(kind, kept(object));
      if (change === null) return;
      const surplus = object.kind === 'Event' ? dropSurplus(context, object) : [];
      publishObjects([change, ...surplus]);
    },
    remove(kind, key, at) {
      renew(kind, { observedAt: at });
      publishObjects(changed([picture.take(kind, key.namespace, key.name)]));
    },
    clear: (kind) => publishObjects(takeAll(picture, kind)),
    quarantine(kind) {
      renew(kind, { quarantined: picture.kindRecord(kind).quarantined + 1 });
      publishCluster();
    },
    drop() {
      const objects = KINDS.flatMap((kind) => takeAll(picture, kind));
      context.forget();
      publish({ objects, clusters: [name] });
      dropped = true;
    },
  };
}

function replaceAll<K extends Kind>(
  context: WriterContext,
  kind: K,
  objects: readonly KindMap[K][],
): readonly ObjectChange[] {
  const { picture, bounds } = context;
  const wanted = (
    kind === 'Event' ? newestEvents(objects as readonly Event[], bounds) : objects
  ) as readonly KindMap[K][];
  const keys = new Set(wanted.map(keyOf));
  const gone = [...picture.all(kind)].filter((object) => !keys.has(keyOf(object)));
  return changed([
    ...gone.map(({ metadata }) => picture.take(kind, metadata.namespace, metadata.name)),
    ...wanted.map((object) => picture.put(kind, object)),
  ]);
}

function takeAll(picture: StoredPicture, kind: Kind): readonly ObjectChange[] {
  return changed(
    [...picture.all(kind)].map(({ metadata }) => picture.take(kind, metadata.namespace, metadata.name)),
  );
}

function dropSurplus({ picture, bounds }: WriterContext, latest: Event): readonly ObjectChange[] {
  const dropped: (ObjectChange | null)[] = [];
  for (;;) {
    const surplus = picture.surplusEvent(latest, bounds);
    if (surplus === undefined) return changed(dropped);
    dropped.push(picture.take('Event', surplus.metadata.namespace, surplus.metadata.name));
  }
}

function changed(changes: readonly (ObjectChange | null)[]): readonly ObjectChange[] {
  return changes.filter((change) => change !== null);
}

function keyOf(object: AnyObject): string {
  return `${object.metadata.namespace}/${object.metadata.name}`;
}
