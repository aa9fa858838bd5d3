import type { Occurrence } from '../event-recorder';
import { fnv1a } from '../json';
import type { Condition, Container, ContainerStatus, KubeObject, Pod } from '../types';
import type { World } from '../world';

export function record(world: World, pod: Pod, happened: Omit<Occurrence, 'component' | 'host'>): void {
  world.events.record(pod, { ...happened, component: 'kubelet', host: pod.spec.nodeName });
}

export function change(
  world: World,
  pod: Pod,
  apply: (status: NonNullable<Pod['status']>, draft: Pod) => void,
): void {
  world.store.update<Pod>('pods', pod, (draft) => {
    draft.status ??= { phase: 'Pending' };
    apply(draft.status, draft);
    setConditions(world, draft);
  });
}

function setConditions(world: World, pod: Pod): void {
  const { status } = pod;
  if (!status) return;
  const statuses = status.containerStatuses ?? [];
  const unready = statuses.filter((container) => !container.ready).map((container) => container.name);
  const allReady = statuses.length > 0 && unready.length === 0;
  const why = {
    reason: 'ContainersNotReady',
    message: `containers with unready status: [${unready.join(' ')}]`,
  };
  const readiness: Pick<Condition, 'status' | 'reason' | 'message'> = allReady
    ? { status: 'True' }
    : { status: 'False', ...why };
  const wanted: Condition[] = [
    { type: 'PodReadyToStartContainers', status: status.podIP ? 'True' : 'False' },
    { type: 'Initialized', status: 'True' },
    { type: 'Ready', ...readiness },
    { type: 'ContainersReady', ...readiness },
    { type: 'PodScheduled', status: 'True' },
  ];
  const before = status.conditions ?? [];
  status.conditions = wanted.map((condition) => {
    const old = before.find((other) => other.type === condition.type);
    const kept = old?.status === condition.status ? old.lastTransitionTime : undefined;
    return { ...condition, lastTransitionTime: kept ?? world.clock.time() };
  });
}

export function statusOf(
  status: NonNullable<Pod['status']>,
  container: Container,
): ContainerStatus | undefined {
  return status.containerStatuses?.find((other) => other.name === container.name);
}

export const digest = (text: string) =>
  [1, 2, 3, 4, 5, 6, 7, 8]
    .map((salt) =>
      fnv1a(`${text}#${String(salt)}`)
        .toString(16)
        .padStart(8, '0'),
    )
    .join('');
export const containerId = (pod: Pod, container: Container, restarts: number) =>
  `containerd://${digest(`${pod.metadata.uid ?? ''}/${container.name}/${String(restarts)}`)}`;
export const podId = ({ metadata }: Pod) =>
  `${metadata.name}_${metadata.namespace ?? ''}(${metadata.uid ?? ''})`;

export const nodeIndex = (world: World, pod: Pod) =>
  world.store.list('nodes').findIndex((node) => node.metadata.name === pod.spec.nodeName) + 1;

interface RangedNode extends KubeObject {
  readonly spec?: { readonly podCIDR?: string };
}

/** The next free address for a pod on this node, from the node's own range where it has one. */
export function takeAddress(world: World, pod: Pod): string {
  const node = world.store
    .list<RangedNode>('nodes')
    .find(({ metadata }) => metadata.name === pod.spec.nodeName);
  const range = node?.spec?.podCIDR ?? `10.42.${String(nodeIndex(world, pod))}.0/24`;
  const prefix = range.replace(/\d+\/\d+$/, '');
  const used = new Set(world.store.list<Pod>('pods').map((other) => other.status?.podIP));
  let last = 2 + (fnv1a(pod.metadata.uid ?? '') % 250);
  for (let tries = 0; used.has(`${prefix}${String(last)}`) && tries < 253; tries++)
    last = last >= 254 ? 2 : last + 1;
  return `${prefix}${String(last)}`;
}
