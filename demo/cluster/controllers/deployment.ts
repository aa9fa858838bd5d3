import type { Deployment, ReplicaSet } from '../types';
import type { World } from '../world';
import { objectKey, startController, type Controller } from './controller';
import { DESIRED, fenceposts, HASH, maxReplicas, sum } from './deployment-math';
import { writeStatus } from './deployment-status';
import { controllerOf, isTerminating } from './pods';
import { currentSet, setsOf } from './sets';
import { bringCurrent, scaleProportionally, scaleSet, tidyHistory } from './revisions';

/** The Deployment controller: rolling updates and Recreate, revisions, pauses and deadlines, as Kubernetes does them. */
export function startDeployments(world: World): Controller {
  const controller = startController(world, {
    delayMs: 25,
    *touches(plural, { object }) {
      if (plural === 'deployments') yield objectKey(object.metadata.namespace, object.metadata.name);
      const owner = plural === 'replicasets' ? controllerOf(object) : undefined;
      if (owner?.kind === 'Deployment') yield objectKey(object.metadata.namespace, owner.name);
      if (plural === 'pods' && object.metadata.labels?.[HASH]) {
        const set = world.store.get(
          'replicasets',
          object.metadata.namespace,
          controllerOf(object)?.name ?? '',
        );
        const deployment = set && controllerOf(set);
        if (deployment) yield objectKey(object.metadata.namespace, deployment.name);
      }
    },
    reconcile(namespace, name) {
      const deployment = world.store.get<Deployment>('deployments', namespace, name);
      if (!deployment || isTerminating(deployment)) return;
      sync(world, deployment);
      const waitMs = writeStatus(world, deployment);
      if (waitMs !== null) controller.enqueue(objectKey(namespace, name), waitMs);
    },
  });
  return controller;
}

function sync(world: World, deployment: Deployment): void {
  const sets = setsOf(world, deployment);
  const wasScaled = sets.some(
    (set) =>
      set.spec.replicas > 0 &&
      Number(set.metadata.annotations?.[DESIRED] ?? deployment.spec.replicas) !== deployment.spec.replicas,
  );
  if (deployment.spec.paused || wasScaled) {
    scaleProportionally(world, deployment, sets);
    return;
  }
  if (deployment.spec.strategy.type === 'Recreate') recreate(world, deployment, sets);
  else roll(world, deployment, sets);
  tidyHistory(world, deployment);
}

function recreate(world: World, deployment: Deployment, sets: ReplicaSet[]): void {
  const current = currentSet(deployment, sets);
  const old = sets.filter((set) => set !== current);
  const running = old.filter((set) => set.spec.replicas > 0);
  for (const set of running) scaleSet(world, deployment, set, 0);
  const uids = new Set(old.map((set) => set.metadata.uid));
  const left = world.store
    .list('pods', deployment.metadata.namespace)
    .some((pod) => uids.has(controllerOf(pod)?.uid));
  if (running.length > 0 || left) return;
  scaleSet(world, deployment, bringCurrent(world, deployment, sets), deployment.spec.replicas);
}

function roll(world: World, deployment: Deployment, before: ReplicaSet[]): void {
  const current = bringCurrent(world, deployment, before);
  const sets = setsOf(world, deployment);
  const wanted = deployment.spec.replicas;
  if (current.spec.replicas > wanted) {
    scaleSet(world, deployment, current, wanted);
    return;
  }
  if (current.spec.replicas < wanted) {
    const room = maxReplicas(deployment) - sum(sets, (set) => set.spec.replicas);
    const more = Math.min(room, wanted - current.spec.replicas);
    if (more > 0) {
      scaleSet(world, deployment, current, current.spec.replicas + more);
      return;
    }
  }
  scaleDownOld(world, deployment, sets, current);
}

function scaleDownOld(world: World, deployment: Deployment, sets: ReplicaSet[], current: ReplicaSet): void {
  const old = sets.filter((set) => set.metadata.uid !== current.metadata.uid && set.spec.replicas > 0);
  if (old.length === 0) return;
  const minAvailable = deployment.spec.replicas - fenceposts(deployment).unavailable;
  const currentUnavailable = current.spec.replicas - (current.status?.availableReplicas ?? 0);
  let budget = sum(sets, (set) => set.spec.replicas) - minAvailable - currentUnavailable;
  if (budget <= 0) return;
  // First old pods that are not available, then as many available ones as the strategy allows.
  const left = new Map(old.map((set) => [set, set.spec.replicas]));
  for (const set of old) {
    const sick = Math.min(budget, Math.max(0, set.spec.replicas - (set.status?.availableReplicas ?? 0)));
    left.set(set, set.spec.replicas - sick);
    budget -= sick;
  }
  let spare = sum(sets, (set) => set.status?.availableReplicas) - minAvailable;
  for (const set of old) {
    const now = left.get(set) ?? 0;
    const fewer = Math.min(Math.max(0, spare), now);
    left.set(set, now - fewer);
    spare -= fewer;
  }
  for (const [set, replicas] of left) scaleSet(world, deployment, set, replicas);
}
