import { Access, type Denial, type User } from './api/access';
import type { RequestRecord } from './api/request';
import { ApiServer } from './api/server';
import type { Malformation } from './api/watch';
import { VirtualClock } from './clock';
import { objectKey } from './controllers/controller';
import { startDeployments } from './controllers/deployment';
import { startEndpointSlices } from './controllers/endpoint-slices';
import { startFollowers } from './controllers/followers';
import { startGarbageCollection, startHeartbeats } from './controllers/housekeeping';
import { startKubelet } from './controllers/kubelet';
import { startPodSets } from './controllers/pod-sets';
import { startReplicaSets } from './controllers/replica-set';
import { startScheduler } from './controllers/scheduler';
import { applyDefaults } from './defaults';
import { EventRecorder } from './event-recorder';
import type { Illness } from './fates';
import { clone } from './json';
import { recordManager } from './managed-fields';
import { restoreWorld, saveWorld, type Saved } from './persistence';
import { Random } from './random';
import { resourceOfKind } from './resources';
import { ObjectStore } from './store';
import type { KubeObject, Pod } from './types';
import type { World } from './world';

export interface ClusterOptions {
  name: string;
  seed: string;
  /** Virtual time at the start, ms since 1970. */
  startMs: number;
  /** By bearer token. */
  users: ReadonlyMap<string, User>;
  illnesses?: readonly Illness[];
  /** How many events are kept for each resource; a watch from before them gets 410. */
  ringSize?: number;
  /** Saved objects to continue from, instead of an empty cluster. */
  saved?: Saved;
}

/** One Kubernetes cluster in this process: its API on loopback, its controllers on virtual time, and its faults. */
export interface DemoCluster {
  readonly name: string;
  readonly url: string;
  readonly clock: VirtualClock;
  readonly store: ObjectStore;
  listen: (port?: number) => Promise<void>;
  close: () => Promise<void>;
  /** Creates or updates an object, including its status, as `manager` would with kubectl. */
  apply: (manifest: KubeObject, manager?: string) => KubeObject;
  /** Advances virtual time; not after `goLive`. */
  advance: (ms: number) => void;
  /** Starts the renewal of leases. Do not call it while a long history is being simulated. */
  startHeartbeats: () => void;
  save: (path: string) => Promise<void>;
  /** The requests so far, oldest first; bounded. */
  requests: (filter?: Partial<RequestRecord>) => RequestRecord[];
  /** Simulates a dead API server: it does not listen, and every connection is closed. */
  goAway: () => Promise<void>;
  comeBack: () => Promise<void>;
  emitMalformed: (kind: Malformation, resource?: string) => number;
  /** Keeps watches open without events, until the returned function is called. */
  holdWatches: (resource?: string) => () => void;
  /** Drops events, so that older watches and continue tokens get 410. */
  compact: (options?: { resource?: string; refusal?: 'status' | 'stream' }) => void;
  /** Denies a permission (403). The returned function restores it. */
  deny: (denial: Denial) => () => void;
  openWatches: () => number;
}

export function createCluster(options: ClusterOptions): DemoCluster {
  const clock = new VirtualClock(options.saved?.nowMs ?? options.startMs);
  const random = new Random(`${options.seed}/${options.name}`);
  const store = new ObjectStore(clock, random, options.ringSize ?? 2000);
  const events = new EventRecorder(clock, random, store);
  const world: World = { clock, random, store, events, illnesses: options.illnesses ?? [] };
  startWorld(world, options.saved);
  const api = new ApiServer(world, new Access(options.users));
  let stopHeartbeats = () => {};
  return {
    name: options.name,
    get url() {
      return api.url;
    },
    clock,
    store,
    listen: (port) => api.listen(port),
    close: async () => {
      stopHeartbeats();
      await api.close();
    },
    apply: (manifest, manager = 'kubectl') => applyManifest(world, manifest, manager),
    advance: (ms) => clock.advance(ms),
    startHeartbeats: () => {
      stopHeartbeats();
      stopHeartbeats = startHeartbeats(world);
    },
    save: (path) => saveWorld(world, path),
    requests: (filter = {}) =>
      api.requests.filter((record) =>
        Object.entries(filter).every(([key, value]) => record[key as keyof RequestRecord] === value),
      ),
    goAway: () => api.close(),
    comeBack: () => api.listen(),
    emitMalformed: (kind, resource) => api.watches.emitMalformed(kind, resource),
    holdWatches: (resource) => api.watches.hold(resource),
    compact: ({ resource, refusal = 'stream' } = {}) => {
      store.compact(resource);
      api.watches.refusal = refusal;
    },
    deny: (denial) => api.access.deny(denial),
    openWatches: () => api.watches.count,
  };
}

/** Starts the controllers; over saved objects, each of them looks at all it is responsible for. */
function startWorld(world: World, saved: Saved | undefined): void {
  const controllers = {
    deployments: startDeployments(world),
    replicasets: startReplicaSets(world),
    services: startEndpointSlices(world),
    ...startPodSets(world),
    ...startFollowers(world),
  };
  const scheduler = startScheduler(world);
  const kubelet = startKubelet(world);
  startGarbageCollection(world);
  if (!saved) return;
  restoreWorld(world, saved);
  for (const [plural, controller] of Object.entries(controllers)) {
    for (const { metadata } of world.store.list(plural))
      controller.enqueue(objectKey(metadata.namespace, metadata.name));
  }
  for (const pod of world.store.list<Pod>('pods')) {
    kubelet.sync(pod);
    if (!pod.spec.nodeName) scheduler.enqueue(objectKey(pod.metadata.namespace, pod.metadata.name));
  }
}

function applyManifest(world: World, manifest: KubeObject, manager: string): KubeObject {
  const { plural } = resourceOfKind(manifest.kind);
  const wanted = clone(manifest);
  applyDefaults(wanted);
  const writer = { manager, time: world.clock.time() };
  const { namespace, name } = wanted.metadata;
  if (!world.store.get(plural, namespace, name)) {
    recordManager(wanted, null, writer);
    return world.store.create(plural, wanted);
  }
  return world.store.update(plural, { metadata: { ...(namespace ? { namespace } : {}), name } }, (draft) => {
    const before = clone(draft);
    const { metadata, status, ...rest } = wanted;
    Object.assign(draft, rest, status === undefined ? {} : { status });
    Object.assign(draft.metadata, metadata, {
      annotations: { ...draft.metadata.annotations, ...metadata.annotations },
    });
    recordManager(draft, before, writer);
  });
}
