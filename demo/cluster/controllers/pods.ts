import type { Condition, KubeObject, Pod } from '../types';
import type { World } from '../world';
import { secondsSince } from '../world';

export function conditionOf(
  object: { status?: { conditions?: Condition[] } },
  type: string,
): Condition | undefined {
  return object.status?.conditions?.find((condition) => condition.type === type);
}

export const isReady = (pod: Pod): boolean => conditionOf(pod, 'Ready')?.status === 'True';

export const isTerminating = (object: KubeObject): boolean => !!object.metadata.deletionTimestamp;

export const isFinished = (pod: Pod): boolean =>
  pod.status?.phase === 'Succeeded' || pod.status?.phase === 'Failed';

export function isAvailable(world: World, pod: Pod, minReadySeconds: number): boolean {
  return (
    isReady(pod) && secondsSince(world, conditionOf(pod, 'Ready')?.lastTransitionTime) >= minReadySeconds
  );
}

export function controllerOf(object: KubeObject) {
  return object.metadata.ownerReferences?.find((owner) => owner.controller);
}

/** The active pods that an object controls: neither finished nor terminating. */
export function activePods(world: World, owner: KubeObject): Pod[] {
  return world.store
    .list<Pod>('pods', owner.metadata.namespace)
    .filter(
      (pod) => controllerOf(pod)?.uid === owner.metadata.uid && !isTerminating(pod) && !isFinished(pod),
    );
}

/** Starts a graceful termination, as an ordinary delete does. The kubelet removes the pod when its containers have stopped. */
export function terminatePod(world: World, pod: Pod, graceSeconds?: number): void {
  if (isTerminating(pod)) return;
  const seconds = graceSeconds ?? pod.spec.terminationGracePeriodSeconds ?? 30;
  world.store.update<Pod>('pods', pod, (draft) => {
    draft.metadata.deletionGracePeriodSeconds = seconds;
    draft.metadata.deletionTimestamp = world.clock.time(world.clock.now() + seconds * 1000);
  });
}

export function ownerReference(owner: KubeObject) {
  return {
    apiVersion: owner.apiVersion,
    kind: owner.kind,
    name: owner.metadata.name,
    uid: owner.metadata.uid ?? '',
    controller: true,
    blockOwnerDeletion: true,
  };
}
