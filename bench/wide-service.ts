import type { AnyObject, Deployment, EndpointSlice, Pod, ReplicaSet } from '@/lib/model';
import { running } from '@/lib/views/testing/scene';

/** The most endpoints that one EndpointSlice holds by default. */
const SLICE_MAX = 100;
const NODES = 20;

export interface WideService {
  readonly owner: Deployment;
  readonly set: ReplicaSet;
  readonly pods: readonly Pod[];
  readonly slices: readonly EndpointSlice[];
  readonly all: readonly AnyObject[];
}

/** The Deployment `checkout` of many pods, with names, UIDs and addresses as long as real ones. */
export function wideService(replicas: number): WideService {
  const image = 'registry.example/shop/checkout:2.14.3';
  const made = running({ name: 'checkout', namespace: 'shop', image, replicas });
  const pods = made.pods.map((pod, index) => named(pod, index));
  const slices: EndpointSlice[] = [];
  for (let from = 0; from < replicas; from += SLICE_MAX)
    slices.push(sliceOf(made.slice, pods.slice(from, from + SLICE_MAX), from / SLICE_MAX));
  const { owner, set, front } = made;
  return { owner, set, pods, slices, all: [owner, set, front, ...pods, ...slices] };
}

function named(pod: Pod, index: number): Pod {
  const tail = (index + 60_466_176).toString(36).slice(-5);
  const hex = index.toString(16).padStart(12, '0');
  return {
    ...pod,
    metadata: {
      ...pod.metadata,
      name: `checkout-7d9c6b5f4d-${tail}`,
      uid: `5f0c9d1e-6a3b-4c7d-9e2f-${hex}`,
    },
    spec: { ...pod.spec, nodeName: `gke-production-pool-1-${(index % NODES) + 10}` },
    status: { ...pod.status, podIP: `10.42.${Math.floor(index / 200) + 1}.${(index % 200) + 10}` },
  };
}

function sliceOf(slice: EndpointSlice, pods: readonly Pod[], index: number): EndpointSlice {
  return {
    ...slice,
    metadata: { ...slice.metadata, name: `checkout-${index}`, uid: `${slice.metadata.uid}-${index}` },
    endpoints: pods.map((pod) => ({
      addresses: [pod.status.podIP ?? ''],
      ready: isReady(pod),
      serving: isReady(pod),
      terminating: false,
      nodeName: pod.spec.nodeName,
      zone: 'europe-west4-a',
      targetRef: { kind: 'Pod', name: pod.metadata.name, uid: pod.metadata.uid },
    })),
  };
}

function isReady({ status }: Pod): boolean {
  return status.conditions.some((one) => one.type === 'Ready' && one.status === 'True');
}

function readyCount(pods: readonly Pod[]): number {
  return pods.filter(isReady).length;
}

/** How many pods are not ready at a time. */
const UNREADY = 10;

/** The index of the pod that changes next: by turns one becomes unready, and one that became so earlier is ready again. */
export function placeOf(step: number, pods: number): number {
  const fall = Math.floor(step / 2) - (step % 2 === 0 ? 0 : UNREADY);
  return (((fall * 37) % pods) + pods) % pods;
}

/** A pod after its next change: its readiness flips, and in every fourth change its container is restarted too. */
export function changedPod(pod: Pod, { step, at }: { readonly step: number; readonly at: string }): Pod {
  const ready = step % 2 === 1;
  const [container, ...others] = pod.status.containerStatuses;
  if (container === undefined) throw new Error('a pod without a container');
  const isRestart = step % 4 === 0;
  return {
    ...moved(pod),
    status: {
      ...pod.status,
      conditions: pod.status.conditions.map((one) =>
        one.type === 'Ready' || one.type === 'ContainersReady'
          ? { ...one, status: ready ? 'True' : 'False', lastTransitionTime: at }
          : one,
      ),
      containerStatuses: [
        {
          ...container,
          ready,
          restartCount: container.restartCount + Number(isRestart),
          ...(isRestart
            ? {
                state: { running: { startedAt: at } },
                lastState: { terminated: { exitCode: 1, reason: 'Error', finishedAt: at } },
              }
            : {}),
        },
        ...others,
      ],
    },
  };
}

/** What controllers write after the pod at an index changed: the slice with its endpoint, the ReplicaSet and the Deployment. */
export function statusesOf(
  { owner, set, slices }: WideService,
  pods: readonly Pod[],
  place: number,
): readonly AnyObject[] {
  const index = Math.floor(place / SLICE_MAX);
  const slice = slices[index];
  if (slice === undefined) throw new Error(`no slice holds pod ${place}`);
  const from = index * SLICE_MAX;
  const ready = { readyReplicas: readyCount(pods), availableReplicas: readyCount(pods) };
  return [
    {
      ...moved(slice),
      endpoints: sliceOf(slice, pods.slice(from, from + SLICE_MAX), index).endpoints,
    },
    { ...moved(set), status: { ...set.status, ...ready } },
    {
      ...moved(owner),
      status: { ...owner.status, ...ready, unavailableReplicas: pods.length - ready.readyReplicas },
    },
  ];
}

let writes = 1_000_000;

/** The object with a new resourceVersion. */
function moved<T extends AnyObject>(object: T): T {
  writes += 1;
  return { ...object, metadata: { ...object.metadata, resourceVersion: String(writes) } };
}
