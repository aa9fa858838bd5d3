import { traitsOf, type Pod, type Replicated, type WorkloadTraits } from '@/lib/model';
import type { WorkloadFacts } from '../facts';
import { numberAt } from '../field';
import { earliest } from '../times';
import { groupTroubles, type TroubleGroup } from './groups';
import { refusalOf, type PodRefusal } from './refused';
import { imagesOf, revisionsOf, type Revisions } from './revisions';
import type { PodView } from './trouble';
import { viewPod, type PodContext } from './view-pod';

/** The states of all pods of a workload by revision. Its rollout and its health are both derived from them. */
export interface PodStates {
  readonly revisions: Revisions;
  /** Pods of the wanted revision, without those that are leaving or have ended. */
  readonly fresh: readonly PodView[];
  /** Pods of other revisions, likewise. */
  readonly old: readonly PodView[];
  /** Troubles of the fresh pods, and of the old ones, most pods first. */
  readonly freshTroubles: readonly TroubleGroup[];
  readonly oldTroubles: readonly TroubleGroup[];
  readonly refusal: PodRefusal | null;
  readonly validUntil: string | null;
}

export function podStatesOf(facts: WorkloadFacts<Replicated>, now: Date): PodStates {
  const revisions = revisionsOf(facts);
  const view = (pods: Revisions['newPods']): PodView[] =>
    pods
      .map((pod) => viewPod(pod, podContext(pod, facts), now))
      .filter(({ state, trouble }) => state !== 'ended' && (state !== 'leaving' || trouble !== null));
  const { fresh, old } = withoutLeaving(
    { fresh: view(revisions.newPods), old: view(revisions.oldPods) },
    desiredPods(facts.workload),
  );
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

/** What a pod of these facts is judged with: its events and its node. */
export function podContext({ metadata, spec }: Pod, { events, nodes }: WorkloadFacts): PodContext {
  return { events: events.get(metadata.uid) ?? [], node: nodes.get(spec.nodeName ?? '') };
}

/**
 * A pod that is being deleted on a lost node stays until someone deletes it by force. It does not matter where another
 * pod has replaced it (of a Deployment); it is broken where none can (a StatefulSet waits until the old pod is gone).
 */
function withoutLeaving(
  all: { readonly fresh: readonly PodView[]; readonly old: readonly PodView[] },
  desired: number,
): { fresh: readonly PodView[]; old: readonly PodView[] } {
  const stays = ({ state }: PodView): boolean => state !== 'leaving';
  const living = all.fresh.filter(stays).length + all.old.filter(stays).length;
  if (living >= desired) return { fresh: all.fresh.filter(stays), old: all.old.filter(stays) };
  const broken = (view: PodView): PodView => (stays(view) ? view : { ...view, state: 'broken' });
  return { fresh: all.fresh.map(broken), old: all.old.map(broken) };
}

/** The fields that hold the numbers of a workload's pods. */
export function countsOf({ kind }: Replicated): NonNullable<WorkloadTraits['counts']> {
  const { counts } = traitsOf(kind);
  if (counts === null) throw new TypeError(`the traits of ${kind} do not say where its pods are counted`);
  return counts;
}

/** How many pods the workload wants. */
export function desiredPods(workload: Replicated): number {
  return numberAt(workload, countsOf(workload).desired);
}

export function readyCount(views: readonly PodView[]): number {
  return views.filter(({ state }) => state === 'ready').length;
}

/** Images by container of the revision that is replaced; null when it is not known. */
export function outgoingImages({ revisions, old }: PodStates): Readonly<Record<string, string>> | null {
  if (revisions.oldSet !== null) return imagesOf(revisions.oldSet.spec.template);
  const [outgoing] = old;
  return outgoing === undefined ? null : imagesOf(outgoing.pod.spec);
}

/** The image that names the wanted version: of the first container whose image changes, else of the first one. */
export function leadingImage(facts: WorkloadFacts<Replicated>, { oldSet }: Revisions): string {
  const { containers } = facts.workload.spec.template;
  const before = new Map(oldSet?.spec.template.containers.map(({ name, image }) => [name, image]));
  const changed = containers.find(({ name, image }) => before.has(name) && before.get(name) !== image);
  return (changed ?? containers[0])?.image ?? '';
}
