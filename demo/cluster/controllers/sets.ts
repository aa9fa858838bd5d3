import type { Deployment, ReplicaSet } from '../types';
import type { World } from '../world';
import { HASH, revisionOf, templateHash } from './deployment-math';
import { controllerOf } from './pods';

/** A Deployment's ReplicaSets, oldest first. */
export function setsOf(world: World, deployment: Deployment): ReplicaSet[] {
  return world.store
    .list<ReplicaSet>('replicasets', deployment.metadata.namespace)
    .filter((set) => controllerOf(set)?.uid === deployment.metadata.uid)
    .sort((a, b) => revisionOf(a) - revisionOf(b));
}

export function currentSet(deployment: Deployment, sets: ReplicaSet[]): ReplicaSet | undefined {
  const hash = templateHash(deployment.spec.template);
  return sets.find((set) => set.metadata.labels?.[HASH] === hash);
}
