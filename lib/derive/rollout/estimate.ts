import { traitsOf, type Replicated, type Rollout, type RolloutState } from '@/lib/model';
import { conditionOf } from '../conditions';

import { desiredPods, readyCount, type PodStates } from '../pods/pod-states';
import { millis, plusSeconds, secondsBetween } from '../times';
import { count } from '../sentences';

/** With fewer pods than this the pace is not known. */
const DONE_MIN = 2;
/** A pod that takes this many times longer than the pace changes the pace. */
const LATE_FACTOR = 2;
/** Times are rounded to this many seconds, and a slower pace is computed again at most this often, so that views change rarely. */
const STEP_SECONDS = 15;

interface JudgedRollout {
  readonly workload: Replicated;
  readonly podStates: PodStates;
  readonly state: RolloutState;
  readonly startedAt: string | null;
}

export interface Estimated {
  readonly estimate: Rollout['estimate'];
  /** When time alone changes the estimate. ISO 8601. */
  readonly validUntil: string | null;
}

const NONE: Estimated = { estimate: null, validUntil: null };

/**
 * When a rollout ends at its pace so far: that of the pods which became available since it began. Computed from the
 * last of them, so that the estimate stays the same until the next pod; when that one is late, from now. None while the
 * rollout does not progress (Paused, Stalled, Failed), none with fewer than two pods, and none for kinds with steps,
 * which have waits of their own.
 */
export function estimateOf({ workload, podStates, state, startedAt }: JudgedRollout, now: Date): Estimated {
  if (state !== 'Progressing' || startedAt === null || traitsOf(workload.kind).stepped) return NONE;
  const times = availableTimes(podStates, workload.spec.minReadySeconds)
    .filter((at) => at >= millis(startedAt) && at <= now.getTime())
    .sort((a, b) => a - b);
  const remaining = desiredPods(workload) - readyCount(podStates.fresh);
  const last = times.at(-1);
  if (last === undefined || times.length < DONE_MIN || remaining <= 0) return NONE;
  const from = pacePoint({ start: millis(startedAt), last, done: times.length }, now);
  const seconds = (from.at - millis(startedAt)) / 1000;
  if (seconds <= 0) return NONE;
  const rest = Math.ceil(((seconds / times.length) * remaining) / STEP_SECONDS) * STEP_SECONDS;
  const at = plusSeconds(new Date(from.at).toISOString(), rest);
  return {
    estimate: {
      at,
      sentence: `About ${duration(rest)} for the other ${count(remaining, 'pod')} at the pace so far: ${times.length} of ${count(times.length + remaining, 'pod')} in ${duration(secondsBetween(startedAt, new Date(from.at)))}.`,
    },
    validUntil: new Date(from.until).toISOString(),
  };
}

interface Pace {
  readonly start: number;
  readonly last: number;
  readonly done: number;
}

/** The end of the time that the pace is computed for, and until when that holds: the last pod; when the next is late, now in steps. */
function pacePoint({ start, last, done }: Pace, now: Date): { at: number; until: number } {
  const late = last + ((last - start) / done) * LATE_FACTOR;
  if (now.getTime() < late) return { at: last, until: late };
  const step = STEP_SECONDS * 1000;
  const at = late + Math.floor((now.getTime() - late) / step) * step;
  return { at, until: at + step };
}

function availableTimes({ fresh }: PodStates, minReadySeconds: number): number[] {
  return fresh
    .filter(({ state }) => state === 'ready')
    .flatMap(({ pod }) => conditionOf(pod.status.conditions, 'Ready')?.lastTransitionTime ?? [])
    .map((at) => millis(at) + minReadySeconds * 1000);
}

/** `45 s`, `4 min`, `2 h`: rounded up, because it is a waiting time. */
function duration(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s`;
  return seconds < 5400 ? `${Math.ceil(seconds / 60)} min` : `${Math.ceil(seconds / 3600)} h`;
}
