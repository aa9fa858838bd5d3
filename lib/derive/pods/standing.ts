import type { WorkloadFacts } from '../facts';
import { earliest } from '../times';
import { groupTroubles, type TroubleGroup } from './groups';
import { refusalOf, type Refusal } from './refused';
import { revisionsOf, type Replicated, type Revisions } from './revisions';
import type { PodView } from './trouble';
import { viewPod } from './view-pod';

/** Where all pods of a workload stand: what its rollout and its health are both told from. */
export interface Standing {
  readonly revisions: Revisions;
  /** Pods of the wanted revision, without those that are leaving or have ended. */
  readonly fresh: readonly PodView[];
  /** Pods of other revisions, likewise. */
  readonly old: readonly PodView[];
  /** Troubles of the fresh pods, and of the old ones, most pods first. */
  readonly freshTroubles: readonly TroubleGroup[];
  readonly oldTroubles: readonly TroubleGroup[];
  readonly refusal: Refusal | null;
  readonly validUntil: string | null;
}

export function standingOf(facts: WorkloadFacts<Replicated>, now: Date): Standing {
  const revisions = revisionsOf(facts);
  const view = (pods: Revisions['newPods']): PodView[] =>
    pods
      .map((pod) => viewPod(pod, facts.events.get(pod.metadata.uid) ?? [], now))
      .filter(({ state }) => state !== 'leaving' && state !== 'ended');
  const fresh = view(revisions.newPods);
  const old = view(revisions.oldPods);
  return {
    revisions,
    fresh,
    old,
    freshTroubles: groupTroubles(fresh),
    oldTroubles: groupTroubles(old),
    refusal: refusalOf(facts, now),
    validUntil: earliest([...fresh, ...old].map(({ validUntil }) => validUntil)),
  };
}

/** How many pods the workload asks for. */
export function desiredPods(workload: Replicated): number {
  return workload.kind === 'DaemonSet' ? workload.status.desiredNumberScheduled : workload.spec.replicas;
}

export function readyCount(views: readonly PodView[]): number {
  return views.filter(({ state }) => state === 'ready').length;
}

/** Names the version that a workload asks for, from its first container or the first one that changes. */
export function leadingImage(facts: WorkloadFacts<Replicated>, { oldSet }: Revisions): string {
  const { containers } = facts.workload.spec.template;
  const before = new Map(oldSet?.spec.template.containers.map(({ name, image }) => [name, image]));
  const changed = containers.find(({ name, image }) => before.has(name) && before.get(name) !== image);
  return (changed ?? containers[0])?.image ?? '';
}
