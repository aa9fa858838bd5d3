import { backoffMs, fateOf, spanMs, type Fate } from '../fates';
import type { Container, ContainerStatus, Pod } from '../types';
import type { World } from '../world';
import { activePods, controllerOf, isFinished, isReady, isTerminating } from './pods';
import * as steps from './kubelet-steps';

interface Step {
  delayMs: number;
  run: () => void;
}

export interface Kubelet {
  sync: (pod: Pod) => void;
}

/**
 * Simulates the kubelets of all nodes. The next step of a pod depends only on the pod, so that a saved cluster continues where it was. Only
 * the number of attempts to pull an image is kept here.
 */
export function startKubelet(world: World): Kubelet {
  const planned = new Map<string, { state: string; cancel: () => void }>();
  const pulls = new Map<string, number>();

  const sync = (pod: Pod) => {
    const uid = pod.metadata.uid ?? '';
    const state = JSON.stringify([
      pod.metadata.deletionTimestamp,
      pod.spec.nodeName,
      pod.status?.containerStatuses,
      isReady(pod),
      pulls.get(uid),
    ]);
    const earlier = planned.get(uid);
    if (earlier?.state === state) return;
    earlier?.cancel();
    const step = nextStep(world, pod, pulls);
    if (!step) return void planned.delete(uid);
    const cancel = world.clock.after(step.delayMs, () => {
      planned.delete(uid);
      step.run();
      const after = world.store.get<Pod>('pods', pod.metadata.namespace, pod.metadata.name);
      if (after?.metadata.uid === uid) sync(after);
    });
    planned.set(uid, { state, cancel });
  };

  world.store.subscribe((plural, { type, object }) => {
    if (plural !== 'pods') return;
    if (type !== 'DELETED') {
      sync(object as Pod);
      return;
    }
    planned.get(object.metadata.uid ?? '')?.cancel();
    planned.delete(object.metadata.uid ?? '');
    pulls.delete(object.metadata.uid ?? '');
  });
  return { sync };
}

/** The container that decides about its pod: the first one whose image has a fate, else the first one. */
function decisive(world: World, pod: Pod): { container: Container; fate: Fate } | null {
  const odd = pod.spec.containers.find((container) => fateOf(container.image) !== 'normal');
  const container = odd ?? pod.spec.containers[0];
  if (!container) return null;
  const fate = fateOf(container.image);
  return { container, fate: fate === 'normal' && illnessOf(world, pod, container) ? 'leak' : fate };
}

function illnessOf(world: World, pod: Pod, container: Container) {
  const illness = world.illnesses.find(({ image }) => container.image.endsWith(image));
  const owner = controllerOf(pod);
  if (!illness || owner?.kind !== 'ReplicaSet') return undefined;
  const set = world.store.get('replicasets', pod.metadata.namespace, owner.name);
  const rank = set
    ? activePods(world, set).findIndex((other) => other.metadata.uid === pod.metadata.uid)
    : -1;
  return rank >= 0 && rank < illness.pods ? illness : undefined;
}

function nextStep(world: World, pod: Pod, pulls: Map<string, number>): Step | null {
  const { uid = '' } = pod.metadata;
  if (isTerminating(pod)) return end(world, pod);
  if (!pod.spec.nodeName || isFinished(pod)) return null;
  const chosen = decisive(world, pod);
  if (!chosen) return null;
  const { container, fate } = chosen;
  const status = pod.status?.containerStatuses?.find((other) => other.name === container.name);
  if (!status) return { delayMs: 30, run: () => steps.startCreating(world, pod) };
  const waiting = status.state.waiting?.reason;
  if (waiting === 'ContainerCreating' && fate !== 'nopull') {
    return {
      delayMs: spanMs([700, 1600], uid, 'pull'),
      run: () => steps.startContainers(world, pod, container),
    };
  }
  if (waiting === 'ContainerCreating' || waiting === 'ErrImagePull' || waiting === 'ImagePullBackOff') {
    return fate === 'nopull'
      ? pull(world, pod, { container, waiting, pulls })
      : { delayMs: 500, run: () => steps.startContainers(world, pod, container) };
  }
  if (status.state.terminated || waiting === 'CrashLoopBackOff')
    return recover(world, pod, { container, status });
  return status.state.running ? live(world, pod, { container, status, fate }) : null;
}

function end(world: World, pod: Pod): Step {
  const graceMs = (pod.metadata.deletionGracePeriodSeconds ?? 30) * 1000;
  const lastsMs = pod.status?.podIP ? Math.min(graceMs, spanMs([2000, 4500], pod.metadata.uid, 'end')) : 150;
  if (pod.status?.podIP) steps.announceKilling(world, pod);
  return { delayMs: lastsMs, run: () => world.store.remove('pods', pod) };
}

function pull(
  world: World,
  pod: Pod,
  at: { container: Container; waiting: string; pulls: Map<string, number> },
): Step {
  const { container, waiting, pulls } = at;
  const uid = pod.metadata.uid ?? '';
  const tries = pulls.get(uid) ?? 0;
  if (waiting === 'ErrImagePull') {
    return { delayMs: spanMs([1200, 2500], uid, tries), run: () => steps.backOffPull(world, pod, container) };
  }
  const delayMs =
    waiting === 'ContainerCreating' ? spanMs([700, 1600], uid, 'pull') : backoffMs(Math.max(1, tries));
  return {
    delayMs,
    run: () => {
      pulls.set(uid, tries + 1);
      steps.failPull(world, pod, container);
    },
  };
}

function recover(world: World, pod: Pod, at: { container: Container; status: ContainerStatus }): Step {
  const { container, status } = at;
  if (status.state.terminated) {
    // Kubernetes restarts immediately the first time, and waits from the second time on.
    return status.restartCount === 0
      ? { delayMs: 900, run: () => steps.restart(world, pod, container) }
      : { delayMs: 1100, run: () => steps.backOffRestart(world, pod, container) };
  }
  const endedMs = Date.parse(status.lastState.terminated?.finishedAt ?? '') || world.clock.now();
  const delayMs = Math.max(200, endedMs + backoffMs(status.restartCount) - world.clock.now());
  return { delayMs, run: () => steps.restart(world, pod, container) };
}

function live(
  world: World,
  pod: Pod,
  at: { container: Container; status: ContainerStatus; fate: Fate },
): Step | null {
  const { container, status, fate } = at;
  const uid = pod.metadata.uid;
  const ranMs = world.clock.now() - Date.parse(status.state.running?.startedAt ?? '');
  const stopAfter = (ms: number, reason: string): Step => ({
    delayMs: Math.max(50, ms - ranMs),
    run: () => steps.stop(world, pod, { container, reason, exitCode: reason === 'OOMKilled' ? 137 : 1 }),
  });
  if (fate === 'crash') return stopAfter(spanMs([1500, 3000], uid, status.restartCount), 'Error');
  if (fate === 'oom') return stopAfter(spanMs([4000, 7000], uid, status.restartCount), 'OOMKilled');
  if (fate === 'leak' && status.restartCount > 0)
    return stopAfter(spanMs([6000, 14_000], uid, status.restartCount), 'OOMKilled');
  if (fate === 'notready') {
    const periodMs = (container.readinessProbe?.periodSeconds ?? 10) * 1000;
    return { delayMs: periodMs, run: () => steps.announceUnhealthy(world, pod) };
  }
  if (!isReady(pod)) {
    const range: [number, number] = fate === 'slow' ? [23_500, 26_500] : [900, 1900];
    return { delayMs: spanMs(range, uid, 'ready'), run: () => steps.becomeReady(world, pod) };
  }
  const illness = fate === 'leak' ? illnessOf(world, pod, container) : undefined;
  return illness ? stopAfter(spanMs(illness.afterMs, uid, 'leak'), 'OOMKilled') : null;
}
