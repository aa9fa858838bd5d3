import { backoffMs, goDuration, spanMs } from '../fates';
import { fnv1a } from '../json';
import type { Condition, Container, ContainerStatus, Pod } from '../types';
import type { Occurrence } from '../event-recorder';
import type { World } from '../world';

function record(world: World, pod: Pod, happened: Omit<Occurrence, 'component' | 'host'>): void {
  world.events.record(pod, { ...happened, component: 'kubelet', host: pod.spec.nodeName });
}

function change(
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

function statusOf(status: NonNullable<Pod['status']>, container: Container): ContainerStatus | undefined {
  return status.containerStatuses?.find((other) => other.name === container.name);
}

const digest = (text: string) =>
  [1, 2, 3, 4, 5, 6, 7, 8]
    .map((salt) =>
      fnv1a(`${text}#${String(salt)}`)
        .toString(16)
        .padStart(8, '0'),
    )
    .join('');
const containerId = (pod: Pod, container: Container, restarts: number) =>
  `containerd://${digest(`${pod.metadata.uid ?? ''}/${container.name}/${String(restarts)}`)}`;
const podId = ({ metadata }: Pod) => `${metadata.name}_${metadata.namespace ?? ''}(${metadata.uid ?? ''})`;

export function startCreating(world: World, pod: Pod): void {
  change(world, pod, (status) => {
    status.startTime = world.clock.time();
    status.hostIP = `10.0.${String(nodeIndex(world, pod))}.10`;
    status.containerStatuses = pod.spec.containers.map((container) => ({
      name: container.name,
      image: container.image,
      imageID: '',
      ready: false,
      started: false,
      restartCount: 0,
      state: { waiting: { reason: 'ContainerCreating' } },
      lastState: {},
    }));
  });
  for (const { image } of pod.spec.containers)
    record(world, pod, { reason: 'Pulling', message: `Pulling image "${image}"` });
}

const nodeIndex = (world: World, pod: Pod) =>
  world.store.list('nodes').findIndex((node) => node.metadata.name === pod.spec.nodeName) + 1;

/** The next free address of the pod's node. */
function takeAddress(world: World, pod: Pod): string {
  const prefix = `10.42.${String(nodeIndex(world, pod))}.`;
  const used = new Set(world.store.list<Pod>('pods').map((other) => other.status?.podIP));
  let last = 2 + (fnv1a(pod.metadata.uid ?? '') % 250);
  for (let tries = 0; used.has(`${prefix}${String(last)}`) && tries < 253; tries++)
    last = last >= 254 ? 2 : last + 1;
  return `${prefix}${String(last)}`;
}

export function startContainers(world: World, pod: Pod, decisive: Container): void {
  const address = pod.status?.podIP ?? takeAddress(world, pod);
  change(world, pod, (status) => {
    status.phase = 'Running';
    status.podIP = address;
    status.podIPs = [{ ip: address }];
    for (const container of pod.spec.containers) {
      const own = statusOf(status, container);
      if (!own) continue;
      own.imageID = `${container.image.replace(/:[^/:]+$/, '')}@sha256:${digest(container.image)}`;
      own.containerID = containerId(pod, container, own.restartCount);
      own.state = { running: { startedAt: world.clock.time() } };
      own.started = true;
      own.ready = container.name !== decisive.name;
    }
  });
  for (const { name, image } of pod.spec.containers) {
    const tookMs = spanMs([310, 1400], pod.metadata.uid, image);
    const bytes = 38_000_000 + (fnv1a(image) % 90_000_000);
    record(world, pod, {
      reason: 'Pulled',
      message: `Successfully pulled image "${image}" in ${String(tookMs)}ms (${String(tookMs)}ms including waiting). Image size: ${String(bytes)} bytes.`,
    });
    record(world, pod, { reason: 'Created', message: `Created container: ${name}` });
    record(world, pod, { reason: 'Started', message: `Started container ${name}` });
  }
}

export function becomeReady(world: World, pod: Pod): void {
  change(world, pod, (status) => {
    for (const own of status.containerStatuses ?? []) own.ready = !!own.state.running;
  });
}

const pullError = (image: string) =>
  `rpc error: code = NotFound desc = failed to pull and unpack image "${image}": failed to resolve reference "${image}": ${image}: not found`;

export function failPull(world: World, pod: Pod, container: Container): void {
  const message = `failed to pull image "${container.image}": ${pullError(container.image)}`;
  change(world, pod, (status) => {
    const own = statusOf(status, container);
    if (own) own.state = { waiting: { reason: 'ErrImagePull', message: pullError(container.image) } };
  });
  record(world, pod, { type: 'Warning', reason: 'Failed', message: `F${message.slice(1)}` });
  record(world, pod, { type: 'Warning', reason: 'Failed', message: 'Error: ErrImagePull' });
}

export function backOffPull(world: World, pod: Pod, container: Container): void {
  const message = `Back-off pulling image "${container.image}"`;
  change(world, pod, (status) => {
    const own = statusOf(status, container);
    if (own)
      own.state = {
        waiting: {
          reason: 'ImagePullBackOff',
          message: `${message}: ErrImagePull: ${pullError(container.image)}`,
        },
      };
  });
  record(world, pod, { reason: 'BackOff', message });
  record(world, pod, { type: 'Warning', reason: 'Failed', message: 'Error: ImagePullBackOff' });
}

export function stop(
  world: World,
  pod: Pod,
  how: { container: Container; reason: string; exitCode: number },
): void {
  const { container, reason, exitCode } = how;
  change(world, pod, (status) => {
    const own = statusOf(status, container);
    if (!own) return;
    const startedAt = own.state.running?.startedAt ?? world.clock.time();
    own.state = {
      terminated: {
        exitCode,
        reason,
        startedAt,
        finishedAt: world.clock.time(),
        containerID: own.containerID,
      },
    };
    own.ready = false;
    own.started = false;
  });
}

export function backOffRestart(world: World, pod: Pod, container: Container): void {
  change(world, pod, (status) => {
    const own = statusOf(status, container);
    if (!own) return;
    if (own.state.terminated) own.lastState = { terminated: own.state.terminated };
    const wait = goDuration(backoffMs(own.restartCount));
    own.state = {
      waiting: {
        reason: 'CrashLoopBackOff',
        message: `back-off ${wait} restarting failed container=${container.name} pod=${podId(pod)}`,
      },
    };
  });
  record(world, pod, {
    type: 'Warning',
    reason: 'BackOff',
    message: `Back-off restarting failed container ${container.name} in pod ${podId(pod)}`,
  });
}

export function restart(world: World, pod: Pod, container: Container): void {
  change(world, pod, (status) => {
    const own = statusOf(status, container);
    if (!own) return;
    if (own.state.terminated) own.lastState = { terminated: own.state.terminated };
    own.restartCount += 1;
    own.containerID = containerId(pod, container, own.restartCount);
    own.state = { running: { startedAt: world.clock.time() } };
    own.started = true;
  });
  record(world, pod, {
    reason: 'Pulled',
    message: `Container image "${container.image}" already present on machine`,
  });
  record(world, pod, { reason: 'Created', message: `Created container: ${container.name}` });
  record(world, pod, { reason: 'Started', message: `Started container ${container.name}` });
}

export function announceUnhealthy(world: World, pod: Pod, _container: Container): void {
  record(world, pod, {
    type: 'Warning',
    reason: 'Unhealthy',
    message: 'Readiness probe failed: HTTP probe failed with statuscode: 503',
  });
}

export function announceKilling(world: World, pod: Pod): void {
  for (const { name } of pod.spec.containers)
    record(world, pod, { reason: 'Killing', message: `Stopping container ${name}` });
}
