import { backoffMs, goDuration, spanMs } from '../fates';
import { fnv1a } from '../json';
import type { Container, Pod } from '../types';
import type { World } from '../world';
import { change, containerId, digest, nodeIndex, podId, record, statusOf, takeAddress } from './pod-status';

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

export function announceUnhealthy(world: World, pod: Pod): void {
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
