import type { Container, Event, Pod, Probe } from '@/lib/model';
import { conditionOf } from '../conditions';
import { earliest, plusSeconds, millis } from '../times';
import { containerPlaces, containerTrouble, type ContainerPlace } from './containers';
import { probeFailureIn } from './probe-failure';
import { notReadySince, type Opinion } from './trouble';

/** A container without a readiness probe, or a pod that a readiness gate holds back, counts as starting for this long. */
const GRACE_SECONDS = 30;

/**
 * A running container that is not ready is starting for as long as its own probes allow (startup, then readiness:
 * initialDelaySeconds + periodSeconds × failureThreshold, counted from its start); then its probe is failing.
 */
export function readinessOpinion(pod: Pod, events: readonly Event[], now: Date): Opinion {
  const deadlines: string[] = [];
  const waiting = containerPlaces(pod).filter(
    ({ status }) => !status.ready && status.state.running !== undefined,
  );
  for (const place of waiting) {
    if (place.init && place.spec?.restartPolicy !== 'Always') continue;
    const started = place.status.state.running?.startedAt ?? notReadySince(pod);
    const deadline = plusSeconds(started, budgetSeconds(place.spec, place.status.started === false));
    if (millis(deadline) <= now.getTime()) return { trouble: failingProbe(place, events) };
    deadlines.push(deadline);
  }
  if (deadlines.length > 0) return { trouble: null, validUntil: earliest(deadlines) };
  return heldBack(pod, now);
}

/** How long a container may run before it must be ready. */
export function budgetSeconds(container: Container | undefined, starting: boolean): number {
  const startup = container?.startupProbe;
  const readiness = container?.readinessProbe;
  const before = startup === undefined ? 0 : probeSeconds(startup);
  if (starting && startup !== undefined && readiness === undefined) return before;
  return before + (readiness === undefined ? GRACE_SECONDS : probeSeconds(readiness));
}

function probeSeconds(probe: Probe): number {
  return probe.initialDelaySeconds + probe.periodSeconds * probe.failureThreshold;
}

function failingProbe(place: ContainerPlace, events: readonly Event[]): ReturnType<typeof containerTrouble> {
  const failed = events.find(
    (event) => event.reason === 'Unhealthy' && /^Readiness probe/u.test(event.message),
  );
  const spec = place.spec?.readinessProbe;
  const probe = failed && probeFailureIn(failed.message);
  return containerTrouble(place, {
    code: 'readiness',
    field: `${place.path}.ready`,
    value: false,
    detail: failed?.message ?? (spec === undefined ? 'it has no readiness probe' : spec.check),
    ...(probe ? { probe } : {}),
    since: notReadySince(place.pod),
  });
}

/** All containers are ready and the pod is not: a readiness gate, or its node is lost. */
function heldBack(pod: Pod, now: Date): Opinion {
  const { containerStatuses, conditions } = pod.status;
  const ready = conditionOf(conditions, 'Ready');
  if (
    ready === undefined ||
    containerStatuses.length === 0 ||
    containerStatuses.some((status) => !status.ready)
  ) {
    return { trouble: null, validUntil: null };
  }
  const until = plusSeconds(notReadySince(pod), GRACE_SECONDS);
  if (millis(until) > now.getTime()) return { trouble: null, validUntil: until };
  return {
    trouble: {
      code: 'readiness',
      rule: 'pod.readiness',
      container: null,
      image: null,
      field: 'status.conditions[Ready].reason',
      value: ready.reason ?? '',
      detail: ready.message ?? ready.reason ?? 'all its containers are ready',
      since: notReadySince(pod),
    },
  };
}
