import { terminatePod } from '../controllers/pods';
import { isRecord } from '../json';
import { conflict, notFound } from '../status-error';
import type { KubeObject, Pod } from '../types';
import type { World } from '../world';
import { getObject } from './read';
import type { Target } from './request';
import type { WriteOptions } from './write';

/** A DELETE: pods terminate gracefully, objects with finalizers wait for them, all other objects are removed at once. */
export function deleteObject(
  world: World,
  target: Target,
  body: unknown,
  options: WriteOptions,
): Record<string, unknown> {
  const { definition, name = '' } = target;
  const object = world.store.get(definition.plural, target.namespace, name);
  if (!object) throw notFound(definition, name);
  const asked = isRecord(body) ? body : {};
  const wanted = isRecord(asked.preconditions) ? asked.preconditions : {};
  const { uid, resourceVersion } = object.metadata;
  if (
    (wanted.uid && wanted.uid !== uid) ||
    (wanted.resourceVersion && wanted.resourceVersion !== resourceVersion)
  ) {
    throw conflict(definition, name, 'Precondition failed');
  }
  const done = {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Success',
    details: { name, ...(definition.group ? { group: definition.group } : {}), kind: definition.plural, uid },
  };
  if (options.dryRun || asked.dryRun) return definition.plural === 'pods' ? object : done;
  const grace = typeof asked.gracePeriodSeconds === 'number' ? asked.gracePeriodSeconds : undefined;
  if (definition.plural === 'pods' && grace !== 0) {
    terminatePod(world, object as Pod, grace);
    return getObject(world.store, target);
  }
  if (definition.plural === 'namespaces' || object.metadata.finalizers?.length) {
    return world.store.update(definition.plural, object, (draft) => {
      draft.metadata.deletionTimestamp ??= world.clock.time();
      if (definition.plural === 'namespaces') draft.status = { phase: 'Terminating' };
    });
  }
  if (asked.propagationPolicy === 'Orphan') orphan(world, object);
  world.store.remove(definition.plural, object);
  return done;
}

function orphan(world: World, owner: KubeObject): void {
  for (const plural of ['replicasets', 'pods']) {
    for (const object of world.store.list(plural, owner.metadata.namespace)) {
      if (!object.metadata.ownerReferences?.some(({ uid }) => uid === owner.metadata.uid)) continue;
      world.store.update(plural, object, (draft) => {
        draft.metadata.ownerReferences = draft.metadata.ownerReferences?.filter(
          ({ uid }) => uid !== owner.metadata.uid,
        );
      });
    }
  }
}
