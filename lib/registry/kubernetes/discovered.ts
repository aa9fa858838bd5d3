import type { Kind, KindState, ObjectChange, World } from '@/lib/model';
import type { KeptInstance } from '../rules/kept';
import { endpointInstances } from './endpoints';
import { isServed, servedName, type KubernetesDiscovery } from './served';

/** Endpoints of Kubernetes Services for discovery clients, by the name that these query; updated from the store's batches. */
export interface Discovered {
  /** Names of Services that have an endpoint, sorted. */
  names(): readonly string[];
  /** The instances of a name, by id; the same list until one of them changes. */
  instances(name: string): readonly KeptInstance[];
  /** When a name last changed, in milliseconds by the registry's clock; it never decreases, even over a restart. 0: nothing is served. */
  index(name: string): number;
  /** When a name was last added or removed. */
  catalogIndex(): number;
  /** Served clusters that were never read since the start, so that their Services are not known. */
  unread(): readonly string[];
  /** Calls back when the instances of a name change; null: when names are added or removed. The return value unsubscribes. */
  subscribe(name: string | null, listener: () => void): () => void;
  stop(): void;
}

export interface DiscoveredOptions {
  readonly world: World;
  readonly serve: KubernetesDiscovery;
  /** Milliseconds since 1970 by the clock that all replicas share. */
  readonly now: () => number;
}

interface Place {
  readonly cluster: string;
  readonly namespace: string;
  readonly service: string;
}

interface Held {
  /** By cluster and Service: clusters in the order of the settings, so that the first of two instances at one address is always the same. */
  readonly parts: Map<string, readonly KeptInstance[]>;
  all: readonly KeptInstance[];
  index: number;
}

const KINDS_READ: readonly Kind[] = ['Service', 'EndpointSlice'];
const NOTHING: readonly KeptInstance[] = [];
const keyOf = ({ cluster, namespace, service }: Place): string => `${cluster}\n${namespace}\n${service}`;

export function createDiscovered({ world, serve, now }: DiscoveredOptions): Discovered {
  const order = new Map(serve.clusters.map((cluster, index) => [cluster, index]));
  const names = new Map<string, Held>();
  const places = new Map<string, Place>();
  const listeners = new Map<string | null, Set<() => void>>();
  /** Clusters that have not answered for so long that their picture is stale. */
  const silent = new Set<string>();
  let last = order.size === 0 ? 0 : Math.floor(now());
  const began = last;
  let catalogIndex = began;

  const tick = (): number => (last = Math.max(Math.floor(now()), last + 1));
  const notify = (name: string | null): void => {
    for (const listener of [...(listeners.get(name) ?? [])]) listener();
  };

  const renew = (place: Place): void => {
    const { cluster, namespace, service: serviceName } = place;
    const picture = world.cluster(cluster);
    const service = picture?.get('Service', namespace, serviceName);
    const name = servedName(serve, { name: serviceName, namespace });
    const key = keyOf(place);
    const held: Held = names.get(name) ?? { parts: new Map(), all: NOTHING, index: began };
    const before = held.parts.get(key);
    if (service === undefined || picture === undefined) {
      places.delete(key);
      if (before === undefined) return;
      held.parts.delete(key);
    } else {
      places.set(key, place);
      const slices = picture.slicesOf(namespace, serviceName);
      const byId = new Map((before ?? []).map((each) => [each.id, each]));
      const served = { cluster, name, service, slices, isCurrent: !silent.has(cluster) };
      const made = endpointInstances(served, byId, last + 1);
      if (before !== undefined && isSame(before, made)) return;
      held.parts.set(key, made);
    }
    names.set(name, held);
    settle(name, held);
  };

  const settle = (name: string, held: Held): void => {
    const had = held.all.length > 0;
    const parts = [...held.parts].sort(([a], [b]) => rank(a) - rank(b) || (a < b ? -1 : 1));
    held.all = parts.flatMap(([, instances]) => instances);
    held.index = tick();
    const cameOrWent = held.all.length > 0 !== had;
    if (cameOrWent) catalogIndex = held.index;
    notify(name);
    if (cameOrWent) notify(null);
  };
  const rank = (key: string): number => order.get(key.split('\n', 1)[0] ?? '') ?? order.size;

  const placeOf = ({ cluster, kind, before, after }: ObjectChange): Place | null => {
    if (kind !== 'Service' && kind !== 'EndpointSlice') return null;
    const object = after ?? before;
    if (object === undefined || !isServed(serve, object.metadata.namespace)) return null;
    const { name, namespace, labels } = object.metadata;
    const service = kind === 'Service' ? name : labels['kubernetes.io/service-name'];
    return service === undefined ? null : { cluster, namespace, service };
  };

  const renewCluster = (cluster: string): void => {
    for (const place of [...places.values()]) if (place.cluster === cluster) renew(place);
  };
  const clusterMoved = (cluster: string): void => {
    const picture = world.cluster(cluster);
    const isSilent = picture?.reach.state === 'unreachable';
    if (picture !== undefined && isSilent === silent.has(cluster)) return;
    if (isSilent) silent.add(cluster);
    else silent.delete(cluster);
    renewCluster(cluster);
  };

  for (const cluster of order.keys()) {
    for (const { metadata } of world.cluster(cluster)?.all('Service') ?? []) {
      const { namespace, name } = metadata;
      if (isServed(serve, namespace)) renew({ cluster, namespace, service: name });
    }
  }
  const unsubscribe =
    order.size === 0
      ? () => undefined
      : world.subscribe(({ objects, clusters }) => {
          const touched = new Map<string, Place>();
          for (const change of objects) {
            const place = order.has(change.cluster) ? placeOf(change) : null;
            if (place !== null) touched.set(keyOf(place), place);
          }
          for (const place of touched.values()) renew(place);
          for (const cluster of clusters) if (order.has(cluster)) clusterMoved(cluster);
        });

  return {
    names: () => [...names].flatMap(([name, { all }]) => (all.length > 0 ? [name] : [])).sort(),
    instances: (name) => names.get(name)?.all ?? NOTHING,
    index: (name) => names.get(name)?.index ?? began,
    catalogIndex: () => catalogIndex,
    unread: () =>
      serve.clusters.filter((cluster) => {
        const picture = world.cluster(cluster);
        return picture === undefined || KINDS_READ.some((kind) => wasNeverRead(picture.kindState(kind)));
      }),
    subscribe(name, listener) {
      const those = listeners.get(name) ?? new Set();
      listeners.set(name, those.add(listener));
      return () => {
        those.delete(listener);
        if (those.size === 0 && listeners.get(name) === those) listeners.delete(name);
      };
    },
    stop: unsubscribe,
  };
}

function wasNeverRead({ state, observedAt }: KindState): boolean {
  return state !== 'live' && observedAt === null;
}

function isSame(a: readonly KeptInstance[], b: readonly KeptInstance[]): boolean {
  return a.length === b.length && a.every((each, index) => each === b[index]);
}
