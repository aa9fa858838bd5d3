import type { ContainerStateTerminated, Event } from '@/lib/model';
import { millis } from '../times';
import type { ContainerPlace } from './containers';
import { probeFailureIn, type ProbeFailure } from './probe-failure';

/** SIGKILL and SIGTERM: how a kubelet ends a container. */
const KILLED_EXIT_CODES = new Set([137, 143]);

/** That the kubelet ended a run because of a probe: the event that reports it, and the probe's failure. */
export interface ProbeKill {
  readonly event: Event;
  readonly failure: ProbeFailure;
  /** The kubelet's message of the failure, or ours in its form where that event is no longer kept. */
  readonly message: string;
}

/**
 * Whether the run that ended was ended by its liveness or startup probe. The kubelet's event `Killing` decides. A failed probe without that
 * event decides only where the run ended by a signal, because an application may also end by itself at that time.
 */
export function probeKill(
  place: ContainerPlace,
  ended: ContainerStateTerminated,
  events: readonly Event[],
): ProbeKill | null {
  if (place.spec?.livenessProbe === undefined && place.spec?.startupProbe === undefined) return null;
  const since = ended.startedAt ?? place.pod.metadata.creationTimestamp;
  const recent = events.filter(({ lastSeen }) => millis(lastSeen) >= millis(since));
  const killing = recent.find(
    (event) => event.reason === 'Killing' && isOf(event.message, place.status.name),
  );
  const failing = recent.find(
    (event) => event.reason === 'Unhealthy' && /^(?:Liveness|Startup) probe/u.test(event.message),
  );
  const event = killing ?? (KILLED_EXIT_CODES.has(ended.exitCode) ? failing : undefined);
  if (event === undefined) return null;
  const failure = failing && probeFailureIn(failing.message);
  return failing && failure ? { event, failure, message: failing.message } : killOnly(place, event);
}

/** `Container web failed liveness probe, will be restarted`. */
function isOf(message: string, container: string): boolean {
  return message.startsWith(`Container ${container} failed `) && / (?:liveness|startup) probe/u.test(message);
}

/** Where the event of the failure is no longer kept: the answer is then what the probe checks. */
function killOnly({ spec }: ContainerPlace, event: Event): ProbeKill {
  const startup = event.message.includes('startup probe');
  const answer = (startup ? spec?.startupProbe : spec?.livenessProbe)?.check ?? 'its check';
  return {
    event,
    failure: { probe: startup ? 'startup' : 'liveness', answer },
    message: `${startup ? 'Startup' : 'Liveness'} probe failed: ${answer}`,
  };
}
