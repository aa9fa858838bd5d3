import { addressOf, nameOf, namespaceOf, nodeOf, podNameOf, PODS_EACH } from './names';

/** When everything in the cluster was made. */
export const CREATED = '2026-03-01T08:00:00Z';

/** A condition of a status; `since` is RFC 3339. */
export function condition(type: string, is: boolean, since: string): object {
  return { type, status: is ? 'True' : 'False', lastTransitionTime: since };
}

export interface PodState {
  readonly service: number;
  readonly pod: number;
  readonly ready: boolean;
  /** RFC 3339: when it became so. */
  readonly since: string;
}

/** The status of a running pod, as its kubelet writes it. */
export function podStatus({ service, pod, ready, since }: PodState): object {
  const address = addressOf(service, pod);
  return {
    phase: 'Running',
    podIP: address,
    podIPs: [{ ip: address }],
    startTime: CREATED,
    conditions: [
      condition('PodScheduled', true, CREATED),
      condition('Initialized', true, CREATED),
      condition('ContainersReady', ready, since),
      condition('Ready', ready, since),
    ],
    containerStatuses: [
      {
        name: 'web',
        image: `registry.example/shop/${nameOf(service)}:1.0.0`,
        imageID: `registry.example/shop/${nameOf(service)}@sha256:${service.toString(16).padStart(64, '0')}`,
        containerID: `containerd://${(service * PODS_EACH + pod).toString(16).padStart(64, '0')}`,
        ready,
        started: true,
        restartCount: 0,
        state: { running: { startedAt: CREATED } },
        lastState: {},
      },
    ],
  };
}

/** The status of a Deployment with so many ready pods, as its controller writes it. */
export function deploymentStatus(ready: number): object {
  const unavailable = PODS_EACH - ready;
  return {
    observedGeneration: 1,
    replicas: PODS_EACH,
    updatedReplicas: PODS_EACH,
    readyReplicas: ready,
    availableReplicas: ready,
    ...(unavailable > 0 ? { unavailableReplicas: unavailable } : {}),
    conditions: [
      { ...condition('Available', true, CREATED), reason: 'MinimumReplicasAvailable' },
      { ...condition('Progressing', true, CREATED), reason: 'NewReplicaSetAvailable' },
    ],
  };
}

/** The status of a ReplicaSet with so many ready pods. */
export function replicaSetStatus(ready: number): object {
  return {
    observedGeneration: 1,
    replicas: PODS_EACH,
    fullyLabeledReplicas: PODS_EACH,
    readyReplicas: ready,
    availableReplicas: ready,
  };
}

/** The endpoints of a service of which one pod, or none, is not ready. */
export function endpoints(service: number, unreadyPod: number | null): object[] {
  return Array.from({ length: PODS_EACH }, (_, pod) => ({
    addresses: [addressOf(service, pod)],
    conditions: { ready: pod !== unreadyPod, serving: pod !== unreadyPod, terminating: false },
    nodeName: nodeOf(service, pod),
    zone: 'europe-west4-a',
    targetRef: {
      kind: 'Pod',
      name: podNameOf(service, pod),
      namespace: namespaceOf(service),
      uid: `pod:${namespaceOf(service)}:${podNameOf(service, pod)}`,
    },
  }));
}
