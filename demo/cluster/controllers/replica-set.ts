import { clone } from '../json';
import type { Pod, ReplicaSet } from '../types';
import { secondsSince, type World } from '../world';
import { objectKey, startController, type Controller } from './controller';
import {
  activePods,
  conditionOf,
  controllerOf,
  isAvailable,
  isReady,
  isTerminating,
  ownerReference,
  terminatePod,
} from './pods';

/** Keeps the desired number of pods of each ReplicaSet, and writes its status. */
export function startReplicaSets(world: World): Controller {
  const controller = startController(world, {
    delayMs: 20,
    *touches(plural, { object }) {
      if (plural === 'replicasets') yield objectKey(object.metadata.namespace, object.metadata.name);
      const owner = plural === 'pods' ? controllerOf(object) : undefined;
      if (owner?.kind === 'ReplicaSet') yield objectKey(object.metadata.namespace, owner.name);
    },
    reconcile(namespace, name) {
      const set = world.store.get<ReplicaSet>('replicasets', namespace, name);
      if (!set || isTerminating(set)) return;
      balance(world, set);
      const nextSeconds = writeStatus(world, set);
      if (nextSeconds !== null) controller.enqueue(objectKey(namespace, name), nextSeconds * 1000 + 50);
    },
  });
  return controller;
}

function balance(world: World, set: ReplicaSet): void {
  const pods = activePods(world, set);
  const missing = set.spec.replicas - pods.length;
  for (let index = 0; index < missing; index++) createPod(world, set);
  if (missing >= 0) return;
  for (const pod of pods.sort(dispensableFirst).slice(0, -missing)) {
    terminatePod(world, pod);
    world.events.record(set, {
      reason: 'SuccessfulDelete',
      message: `Deleted pod: ${pod.metadata.name}`,
      component: 'replicaset-controller',
    });
  }
}

export function createPod(world: World, set: ReplicaSet): void {
  const { template } = set.spec;
  const name = `${set.metadata.name}-${world.random.suffix()}`;
  world.store.create<Pod>('pods', {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      ...clone(template.metadata ?? {}),
      name,
      generateName: `${set.metadata.name}-`,
      namespace: set.metadata.namespace,
      ownerReferences: [ownerReference(set)],
    },
    spec: clone(template.spec),
    status: { phase: 'Pending', qosClass: 'Burstable' },
  });
  world.events.record(set, {
    reason: 'SuccessfulCreate',
    message: `Created pod: ${name}`,
    component: 'replicaset-controller',
  });
}

const restarts = (pod: Pod) =>
  Math.max(0, ...(pod.status?.containerStatuses ?? []).map((status) => status.restartCount));

/** Kubernetes' order for deleting pods: unassigned, pending, not ready, ready for a shorter time, more restarts, younger. */
function dispensableFirst(a: Pod, b: Pod): number {
  const readySince = (pod: Pod) => Date.parse(conditionOf(pod, 'Ready')?.lastTransitionTime ?? '');
  return (
    Number(!!a.spec.nodeName) - Number(!!b.spec.nodeName) ||
    Number(a.status?.phase === 'Running') - Number(b.status?.phase === 'Running') ||
    Number(isReady(a)) - Number(isReady(b)) ||
    (isReady(a) && isReady(b) ? readySince(b) - readySince(a) : 0) ||
    restarts(b) - restarts(a) ||
    Date.parse(b.metadata.creationTimestamp ?? '') - Date.parse(a.metadata.creationTimestamp ?? '')
  );
}

/** Returns in how many seconds a ready pod becomes available; null: no pod waits for that. */
function writeStatus(world: World, { metadata, spec }: ReplicaSet): number | null {
  const set = world.store.get<ReplicaSet>('replicasets', metadata.namespace, metadata.name);
  if (!set) return null;
  const pods = activePods(world, set);
  const minReady = spec.minReadySeconds ?? 0;
  const ready = pods.filter(isReady);
  const available = ready.filter((pod) => isAvailable(world, pod, minReady));
  world.store.update<ReplicaSet>('replicasets', set, (draft) => {
    draft.status = {
      replicas: pods.length,
      ...(pods.length ? { fullyLabeledReplicas: pods.length } : {}),
      ...(ready.length ? { readyReplicas: ready.length } : {}),
      ...(available.length ? { availableReplicas: available.length } : {}),
      observedGeneration: set.metadata.generation,
    };
  });
  const waits = ready
    .filter((pod) => !available.includes(pod))
    .map((pod) => minReady - secondsSince(world, conditionOf(pod, 'Ready')?.lastTransitionTime));
  return waits.length ? Math.min(...waits) : null;
}
