import type { Event, Node, Pod } from '@/lib/model';
import { conditionOf, isPodReady } from '../conditions';
import { earliest, latest, millis, plusSeconds, secondsBetween } from '../times';
import {
  RECENT_SECONDS,
  containerOpinion,
  containerPlaces,
  containerTrouble,
  crash,
  recentUntil,
  type ContainerPlace,
} from './containers';
import { lostNode } from './lost-node';
import { readinessOpinion } from './readiness';
import type { Opinion, PodView, PodTrouble } from './trouble';

/** The scheduler tries again within seconds; a pod that waits longer needs a person or a new node. */
const UNSCHEDULABLE_SECONDS = 30;
/** This many restarts in ten minutes count as a trouble. */
const REPEATED_RESTARTS = 3;

/** What a pod is judged with: its events, newest first, and its node where the picture holds it. */
export interface PodContext {
  readonly events: readonly Event[];
  readonly node: Node | undefined;
}

/** The state of a pod now. */
export function viewPod(pod: Pod, { events, node }: PodContext, now: Date): PodView {
  const nothing = { pod, trouble: null, restarted: null, validUntil: null };
  const lost = lostNode(pod, node, now);
  if (pod.metadata.deletionTimestamp !== undefined) {
    return { ...nothing, state: 'leaving', trouble: lost?.trouble ?? null };
  }
  if (pod.status.phase === 'Succeeded' || pod.status.phase === 'Failed')
    return { ...nothing, state: 'ended' };
  if (lost !== null && lost.trouble !== null) return { ...nothing, state: 'broken', trouble: lost.trouble };
  if (isPodReady(pod)) return { ...nothing, state: 'ready', ...restarts(pod, events, now) };
  const opinion = notReady(pod, events, now);
  return opinion.trouble === null
    ? { ...nothing, state: 'starting', validUntil: earliest([opinion.validUntil, lost?.validUntil]) }
    : { ...nothing, state: 'broken', trouble: opinion.trouble };
}

function notReady(pod: Pod, events: readonly Event[], now: Date): Opinion {
  const scheduling = schedulingOpinion(pod, now);
  if (scheduling !== null) return scheduling;
  for (const place of containerPlaces(pod)) {
    const opinion = containerOpinion(place, events, now);
    if (opinion !== null) return opinion;
  }
  // Nobody waits for the readiness of a pod that runs to its end.
  if (pod.spec.restartPolicy !== 'Always') return { trouble: null, validUntil: null };
  return readinessOpinion(pod, events, now);
}

function schedulingOpinion(pod: Pod, now: Date): Opinion | null {
  const scheduled = conditionOf(pod.status.conditions, 'PodScheduled');
  if (scheduled?.status !== 'False' || scheduled.reason !== 'Unschedulable') return null;
  const since = scheduled.lastTransitionTime ?? pod.metadata.creationTimestamp;
  const until = plusSeconds(since, UNSCHEDULABLE_SECONDS);
  if (millis(until) > now.getTime()) return { trouble: null, validUntil: until };
  return {
    trouble: {
      code: 'unschedulable',
      rule: 'pod.unschedulable',
      field: 'status.conditions[PodScheduled].reason',
      value: scheduled.reason,
      container: null,
      image: null,
      detail: scheduled.message ?? 'the scheduler found no node',
      since,
    },
  };
}

/** Restarts of a pod that is ready now: they are shown for ten minutes, and are a trouble when they repeat. */
function restarts(
  pod: Pod,
  events: readonly Event[],
  now: Date,
): Pick<PodView, 'trouble' | 'restarted' | 'validUntil'> {
  const recent = containerPlaces(pod).flatMap((place) => {
    const finishedAt = place.status.lastState.terminated?.finishedAt;
    const isRecent = finishedAt !== undefined && secondsBetween(finishedAt, now) < RECENT_SECONDS;
    return isRecent && place.status.restartCount > 0 ? [{ place, finishedAt }] : [];
  });
  const repeated = recent
    .map(({ place }) => repeatedTrouble(place, events, now))
    .find((trouble): trouble is { trouble: PodTrouble; until: string } => trouble !== null);
  const ends = recent.map(({ finishedAt }) => recentUntil(finishedAt));
  return {
    trouble: repeated?.trouble ?? null,
    restarted: latest(recent.map(({ finishedAt }) => finishedAt)),
    validUntil: earliest([...ends, repeated?.until]),
  };
}

/**
 * Kubernetes keeps only the last end of a container. Three restarts count as recent when the pod itself is younger than
 * ten minutes, or when its last run both began (by a restart) and ended within them.
 */
function repeatedTrouble(
  place: ContainerPlace,
  events: readonly Event[],
  now: Date,
): { trouble: PodTrouble; until: string } | null {
  const { pod, status, path } = place;
  const ended = status.lastState.terminated;
  if (ended?.finishedAt === undefined || status.restartCount < REPEATED_RESTARTS) return null;
  const from = latest([pod.metadata.creationTimestamp, ended.startedAt]) ?? ended.finishedAt;
  if (secondsBetween(from, now) >= RECENT_SECONDS) return null;
  return {
    until: plusSeconds(from, RECENT_SECONDS),
    trouble: containerTrouble(place, {
      ...crash(place, events),
      field: `${path}.restartCount`,
      value: status.restartCount,
      since: ended.finishedAt,
    }),
  };
}
