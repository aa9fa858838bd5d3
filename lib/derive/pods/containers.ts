import type { Container, ContainerStatus, Event, Pod } from '@/lib/model';
import { plusSeconds, secondsBetween } from '../times';
import { probeKill } from './probe-kill';
import { notReadySince, type ContainerExit, type Opinion, type PodTrouble } from './trouble';

/** How long a restart is shown as recent. */
export const RECENT_SECONDS = 600;
/** Only events report mount and sandbox failures; older events are taken as resolved. */
const EVENT_SECONDS = 180;

const IMAGE_REASONS = new Set([
  'ErrImagePull',
  'ImagePullBackOff',
  'InvalidImageName',
  'ErrImageNeverPull',
  'ImageInspectError',
  'RegistryUnavailable',
  'SignatureValidationFailed',
]);
const MISSING = /\b(?:secret|configmap)s?\b.*(?:not found|non-existent)/iu;

export interface ContainerPlace {
  readonly pod: Pod;
  readonly status: ContainerStatus;
  readonly spec: Container | undefined;
  /** `status.containerStatuses[web]` */
  readonly path: string;
  readonly init: boolean;
}

/** Init containers first, as they run. */
export function containerPlaces(pod: Pod): readonly ContainerPlace[] {
  const place = (status: ContainerStatus, init: boolean): ContainerPlace => ({
    pod,
    status,
    spec: (init ? pod.spec.initContainers : pod.spec.containers).find(({ name }) => name === status.name),
    path: `status.${init ? 'initContainerStatuses' : 'containerStatuses'}[${status.name}]`,
    init,
  });
  return [
    ...pod.status.initContainerStatuses.map((status) => place(status, true)),
    ...pod.status.containerStatuses.map((status) => place(status, false)),
  ];
}

/** What one container shows about why its pod is not ready; null: nothing. */
export function containerOpinion(place: ContainerPlace, events: readonly Event[], now: Date): Opinion | null {
  const { waiting, terminated, running } = place.status.state;
  if (waiting !== undefined) return waitingOpinion(place, events, now);
  if (terminated !== undefined) return endedOpinion(place, events);
  return running === undefined ? null : restartedOpinion(place, events, now);
}

function waitingOpinion(place: ContainerPlace, events: readonly Event[], now: Date): Opinion | null {
  const reason = place.status.state.waiting?.reason ?? '';
  const message = place.status.state.waiting?.message ?? '';
  const at = { field: `${place.path}.state.waiting.reason`, value: reason };
  if (IMAGE_REASONS.has(reason)) {
    return found(place, { code: 'image-pull', ...at, detail: pullError(message, events) || reason });
  }
  if (reason === 'CreateContainerConfigError') {
    return found(place, { code: 'config-missing', ...at, detail: message || reason });
  }
  if (reason === 'CrashLoopBackOff') {
    const ended = crash(place, events);
    const killed = { field: `${place.path}.lastState.terminated.reason`, value: 'OOMKilled' };
    return found(place, { ...at, ...(ended.code === 'out-of-memory' ? killed : null), ...ended });
  }
  if (reason.startsWith('Err') || reason.endsWith('Error') || reason.endsWith('BackOff')) {
    return found(place, { code: 'other', ...at, detail: message === '' ? reason : `${reason}: ${message}` });
  }
  return setUpOpinion(place, events, now);
}

/** The kubelet repeats the registry's error in an event; its back-off message does not always hold it. */
function pullError(message: string, events: readonly Event[]): string {
  if (message !== '' && !/^Back-off pulling image "[^"]*"$/u.test(message)) return message;
  return (
    events.find((event) => event.reason === 'Failed' && event.message.startsWith('Failed to pull'))
      ?.message ?? message
  );
}

function setUpOpinion(place: ContainerPlace, events: readonly Event[], now: Date): Opinion | null {
  const event = events.find(
    (one) =>
      one.type === 'Warning' &&
      ['FailedMount', 'FailedAttachVolume', 'FailedCreatePodSandBox'].includes(one.reason) &&
      secondsBetween(one.lastSeen, now) < EVENT_SECONDS,
  );
  if (event === undefined) return null;
  const missing = event.reason === 'FailedMount' && MISSING.test(event.message);
  // One failed try is common while a node is still catching up: it counts from the second on.
  if (!missing && event.count < 2) return null;
  return found(place, {
    code: missing ? 'config-missing' : 'other',
    field: `${place.path}.state.waiting.reason`,
    value: place.status.state.waiting?.reason ?? '',
    detail: event.message,
  });
}

function endedOpinion(place: ContainerPlace, events: readonly Event[]): Opinion | null {
  const { pod, status, init } = place;
  const ended = status.state.terminated;
  if (ended === undefined || pod.spec.restartPolicy === 'Never' || (ended.exitCode === 0 && init))
    return null;
  if (ended.exitCode === 0 && pod.spec.restartPolicy !== 'Always') return null;
  const killed = ended.reason === 'OOMKilled';
  if (!killed && status.restartCount === 0) return null;
  return found(place, {
    field: `${place.path}.state.terminated.${killed ? 'reason' : 'exitCode'}`,
    value: killed ? 'OOMKilled' : ended.exitCode,
    ...crash(place, events),
  });
}

/** Running again and not ready: an end for want of memory counts at once, other ends from the second on. */
function restartedOpinion(place: ContainerPlace, events: readonly Event[], now: Date): Opinion | null {
  const { status } = place;
  const ended = status.lastState.terminated;
  if (ended?.finishedAt === undefined || status.ready) return null;
  const killed = ended.reason === 'OOMKilled';
  if (secondsBetween(ended.finishedAt, now) >= RECENT_SECONDS || (!killed && status.restartCount < 2)) {
    return null;
  }
  return found(place, {
    field: `${place.path}.lastState.terminated.${killed ? 'reason' : 'exitCode'}`,
    value: killed ? 'OOMKilled' : ended.exitCode,
    ...crash(place, events),
  });
}

/** Why a container's run ended: out of memory, killed because of a probe, or by itself; with the field that shows it. */
export function crash(place: ContainerPlace, events: readonly Event[]): Crash {
  const { status } = place;
  const ended = status.state.terminated ?? status.lastState.terminated;
  if (ended === undefined) return { code: 'crash-loop', detail: status.state.waiting?.message ?? '' };
  if (ended.reason === 'OOMKilled') return { code: 'out-of-memory', detail: 'OOMKilled' };
  const kill = probeKill(place, ended, events);
  if (kill !== null) {
    const { event, failure: probe, message: detail } = kill;
    return { code: 'liveness', detail, probe, field: 'Event.reason', value: event.reason };
  }
  const exit: ContainerExit = { code: ended.exitCode, message: ended.message || null };
  return { code: 'crash-loop', detail: exitWords(exit), exit };
}

/** `exit code 1: cannot open the database`. */
function exitWords({ code, message }: ContainerExit): string {
  return message === null ? `exit code ${code}` : `exit code ${code}: ${message}`;
}

type Crash = Pick<PodTrouble, 'code' | 'detail' | 'exit' | 'probe'> &
  Partial<Pick<PodTrouble, 'field' | 'value'>>;
type Found = Pick<PodTrouble, 'code' | 'field' | 'value' | 'detail' | 'exit' | 'probe'>;

function found(place: ContainerPlace, what: Found): Opinion {
  return { trouble: containerTrouble(place, { ...what, since: notReadySince(place.pod) }) };
}

export function containerTrouble(place: ContainerPlace, what: Found & Pick<PodTrouble, 'since'>): PodTrouble {
  return {
    ...what,
    rule: `pod.${what.code}`,
    container: place.status.name,
    image: place.spec?.image ?? place.status.image,
  };
}

/** Until when a restart is shown as recent. */
export function recentUntil(finishedAt: string): string {
  return plusSeconds(finishedAt, RECENT_SECONDS);
}
