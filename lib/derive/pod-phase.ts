import type { Container, ContainerStatus, Pod } from '@/lib/model';
import { isPodReady, isTrue } from './conditions';
import { latest } from './times';

/** The columns of `kubectl get pods`. */
export interface PodSummary {
  /** Running, CrashLoopBackOff, Init:0/1, Terminating… */
  readonly phase: string;
  readonly readyContainers: number;
  readonly containers: number;
  readonly restarts: number;
  /** When a container last ended before it was started again; null: none was. ISO 8601. */
  readonly lastRestartAt: string | null;
}

/** What `kubectl get pods` prints of a pod (kubernetes pkg/printers/internalversion, printPod). */
export function podSummary(pod: Pod): PodSummary {
  const sidecars = new Map(pod.spec.initContainers.map((one) => [one.name, isSidecar(one)]));
  const init = initStage(pod, sidecars);
  const begun = init.phase === null || isTrue(pod.status.conditions, 'Initialized');
  const main = begun ? mainStage(pod, init.phase ?? initialPhase(pod)) : null;
  const counted = [
    ...pod.status.initContainerStatuses.filter((status) => !begun || sidecars.get(status.name) === true),
    ...(begun ? pod.status.containerStatuses : []),
  ];
  return {
    phase: leaving(pod) ?? main?.phase ?? init.phase ?? initialPhase(pod),
    readyContainers: init.ready + (main?.ready ?? 0),
    containers: pod.spec.containers.length + pod.spec.initContainers.filter(isSidecar).length,
    restarts: counted.reduce((sum, status) => sum + status.restartCount, 0),
    lastRestartAt: latest(counted.map((status) => status.lastState.terminated?.finishedAt)),
  };
}

/** An init container that keeps running beside the others (KEP-753). */
function isSidecar(container: Container): boolean {
  return container.restartPolicy === 'Always';
}

function initialPhase(pod: Pod): string {
  const gated = pod.status.conditions.some(
    (condition) => condition.type === 'PodScheduled' && condition.reason === 'SchedulingGated',
  );
  if (gated) return 'SchedulingGated';
  return pod.status.reason === undefined || pod.status.reason === '' ? pod.status.phase : pod.status.reason;
}

function leaving(pod: Pod): string | null {
  if (pod.metadata.deletionTimestamp === undefined) return null;
  if (pod.status.reason === 'NodeLost') return 'Unknown';
  return pod.status.phase === 'Succeeded' || pod.status.phase === 'Failed' ? null : 'Terminating';
}

/** The first init container that has not ended decides; null when all have. */
function initStage(
  pod: Pod,
  sidecars: ReadonlyMap<string, boolean>,
): { phase: string | null; ready: number } {
  let ready = 0;
  for (const [index, status] of pod.status.initContainerStatuses.entries()) {
    if (status.state.terminated?.exitCode === 0) continue;
    if (sidecars.get(status.name) === true && status.started === true) {
      if (status.ready) ready += 1;
      continue;
    }
    return { phase: initPhase(status, `${index}/${pod.spec.initContainers.length}`), ready };
  }
  return { phase: null, ready };
}

function initPhase({ state }: ContainerStatus, position: string): string {
  if (state.terminated !== undefined) return `Init:${endWord(state.terminated)}`;
  const waiting = state.waiting?.reason ?? '';
  return waiting === '' || waiting === 'PodInitializing' ? `Init:${position}` : `Init:${waiting}`;
}

/** The first container that waits or has ended decides; a pod with one that still runs is not Completed. */
function mainStage(pod: Pod, before: string): { phase: string; ready: number } {
  let phase = before;
  let ready = 0;
  for (const { state, ready: isReady } of [...pod.status.containerStatuses].reverse()) {
    const waiting = state.waiting?.reason ?? '';
    if (waiting !== '') phase = waiting;
    else if (state.terminated !== undefined) phase = endWord(state.terminated);
    else if (isReady && state.running !== undefined) ready += 1;
  }
  if (phase === 'Completed' && ready > 0) phase = isPodReady(pod) ? 'Running' : 'NotReady';
  return { phase, ready };
}

function endWord(end: { reason?: string; signal?: number; exitCode: number }): string {
  if (end.reason !== undefined && end.reason !== '') return end.reason;
  return end.signal !== undefined && end.signal !== 0 ? `Signal:${end.signal}` : `ExitCode:${end.exitCode}`;
}
