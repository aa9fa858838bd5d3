import { RESOURCES } from '../resources';
import type { KubeObject, Pod } from '../types';
import type { World } from '../world';
import { isTerminating, terminatePod } from './pods';

const OWNERS = new Set([
  'deployments',
  'replicasets',
  'statefulsets',
  'daemonsets',
  'cronjobs',
  'jobs',
  'services',
]);
const LEASE_RENEWAL_MS = 10_000;

/** Garbage collection: deletes the dependents of a deleted object, and the objects in a deleted namespace. */
export function startGarbageCollection(world: World): void {
  world.store.subscribe((plural, { type, object }) => {
    if (type === 'DELETED' && OWNERS.has(plural)) world.clock.after(30, () => collect(world, object));
    if (plural === 'namespaces' && type === 'MODIFIED' && isTerminating(object)) {
      world.clock.after(500, () => purge(world, object));
    }
  });
}

function collect(world: World, owner: KubeObject): void {
  for (const { plural } of RESOURCES) {
    for (const object of world.store.list(plural)) {
      if (!object.metadata.ownerReferences?.some(({ uid }) => uid === owner.metadata.uid)) continue;
      if (plural === 'pods') terminatePod(world, object as Pod);
      else world.store.remove(plural, object);
    }
  }
}

function purge(world: World, namespace: KubeObject): void {
  for (const { plural, namespaced } of RESOURCES) {
    if (!namespaced) continue;
    for (const object of world.store.list(plural, namespace.metadata.name))
      world.store.remove(plural, object);
  }
  world.store.remove('namespaces', namespace);
}

/** Renews the leases of nodes and control plane, and removes old Events, until the returned function is called. */
export function startHeartbeats(world: World): () => void {
  let cancel = () => {};
  const beat = () => {
    for (const lease of world.store.list('leases')) {
      world.store.update('leases', lease, (draft) => {
        draft.spec = { ...(draft.spec as object), renewTime: world.clock.microTime() };
      });
    }
    world.events.sweep();
    cancel = world.clock.after(LEASE_RENEWAL_MS, beat);
  };
  beat();
  return () => cancel();
}
