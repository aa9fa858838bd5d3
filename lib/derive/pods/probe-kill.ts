import type { ContainerStateTerminated, Event } from '@/lib/model';
import { millis } from '../times';
import type { ContainerPlace } from './containers';

/** SIGKILL and SIGTERM: how a kubelet ends a container. */
const KILLED_EXIT_CODES = new Set([137, 143]);

/**
 * The event that tells that the run which ended was ended by its liveness or startup probe, and what the probe said. The kubelet's own
 * word (`Killing`) decides; a failed probe alone does where the run ended by a signal, for an application may end by itself meanwhile.
 */
export function probeKill(
  place: ContainerPlace,
  ended: ContainerStateTerminated,
  events: readonly Event[],
): { readonly event: Event; readonly said: string } | null {
  if (place.spec?.livenessProbe === undefined && place.spec?.startupProbe === undefined) return null;
  const since = ended.startedAt ?? place.pod.metadata.creationTimestamp;
  const told = events.filter(({ lastSeen }) => millis(lastSeen) >= millis(since));
  const killing = told.find((event) => event.reason === 'Killing' && isOf(event.message, place.status.name));
  const failing = told.find(
    (event) => event.reason === 'Unhealthy' && /^(?:Liveness|Startup) probe/u.test(event.message),
  );
  const event = killing ?? (KILLED_EXIT_CODES.has(ended.exitCode) ? failing : undefined);
  return event === undefined ? null : { event, said: failing?.message ?? checkWords(place, event) };
}

/** `Container web failed liveness probe, will be restarted`. */
function isOf(message: string, container: string): boolean {
  return message.startsWith(`Container ${container} failed `) && / (?:liveness|startup) probe/u.test(message);
}

/** What the probe asks, where its failures are forgotten already. */
function checkWords({ spec }: ContainerPlace, { message }: Event): string {
  const startup = message.includes('startup probe');
  const probe = startup ? spec?.startupProbe : spec?.livenessProbe;
  return `${startup ? 'Startup' : 'Liveness'} probe failed: ${probe?.check ?? 'its check'}`;
}
