import type { Replicated, Rollout, RolloutState } from '@/lib/model';
import { conditionOf } from '../conditions';
import type { WorkloadFacts } from '../facts';
import { deadlineSeconds, progressingOf } from '../progress';
import { isNewestMade } from '../pods/revisions';
import type { PodStates } from '../pods/pod-states';
import { notReadySince } from '../pods/trouble';
import { earliest, latest, plusSeconds } from '../times';

/** Reasons by which the controllers of Deployments and of Argo Rollouts report a pause. */
const PAUSED: ReadonlySet<string> = new Set(['DeploymentPaused', 'RolloutPaused']);

interface JudgedRollout {
  readonly facts: WorkloadFacts<Replicated>;
  readonly podStates: PodStates;
  readonly state: RolloutState;
}

/** When a rollout began, when it reached its state, and until when it must make progress; all from timestamps of the objects. */
export function rolloutTimes(rollout: JudgedRollout): Pick<Rollout, 'startedAt' | 'since' | 'deadlineAt'> {
  const startedAt = startOf(rollout);
  return { startedAt, since: sinceOf(rollout, startedAt), deadlineAt: deadlineOf(rollout) };
}

/**
 * The start: when the new ReplicaSet was created, unless it is an older one that is used again, or the rollout had
 * ended and only the number of pods changes. Then it is the time of the first pod concerned.
 */
function startOf({ facts, podStates, state }: JudgedRollout): string | null {
  const { newSet } = podStates.revisions;
  const progressing = progressingOf(facts.workload);
  const ended = progressing?.reason === 'NewReplicaSetAvailable' && state !== 'Complete';
  if (newSet !== null && !ended && isNewestMade(newSet, facts.replicaSets)) {
    return newSet.metadata.creationTimestamp;
  }
  if (ended) {
    const waiting = podStates.fresh.filter((view) => view.state !== 'ready');
    return earliest(waiting.map(({ pod }) => notReadySince(pod)));
  }
  const made = podStates.fresh.map(({ pod }) => pod.metadata.creationTimestamp);
  return earliest(made) ?? progressing?.lastUpdateTime ?? null;
}

function sinceOf({ facts, podStates, state }: JudgedRollout, startedAt: string | null): string | null {
  const progressing = progressingOf(facts.workload);
  switch (state) {
    case 'Complete':
      return (
        progressing?.lastUpdateTime ??
        latest(
          podStates.fresh.map(({ pod }) => conditionOf(pod.status.conditions, 'Ready')?.lastTransitionTime),
        )
      );
    case 'Failed':
      return progressing?.lastTransitionTime ?? null;
    case 'Paused':
      return progressing !== undefined && PAUSED.has(progressing.reason ?? '')
        ? (progressing.lastUpdateTime ?? null)
        : null;
    case 'Stalled':
      return earliest([...podStates.freshTroubles.map(({ since }) => since), podStates.refusal?.since]);
    case 'Progressing':
      return startedAt;
  }
}

/** The deadline counts from the last progress that the controller saw (apps/v1, progressDeadlineSeconds). */
function deadlineOf({ facts, state }: JudgedRollout): string | null {
  const { workload } = facts;
  const progressing = progressingOf(workload);
  if (progressing?.lastUpdateTime === undefined) return null;
  const waits = state === 'Progressing' || state === 'Stalled';
  const seconds = deadlineSeconds(workload);
  if (!waits || seconds === undefined || progressing.reason === 'NewReplicaSetAvailable') return null;
  return plusSeconds(progressing.lastUpdateTime, seconds);
}
