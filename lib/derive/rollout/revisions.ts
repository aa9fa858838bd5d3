import { traitsOf, type ControllerRevision, type Replicated, type Revision } from '@/lib/model';
import { refOf } from '../evidence';
import type { WorkloadFacts } from '../facts';
import {
  imagesOf,
  isReplicated,
  revisionNumber,
  revisionsOf,
  wantedName,
  type KeptInRevisions,
} from '../pods/revisions';
import { millis } from '../times';

const CHANGE_CAUSE = 'kubernetes.io/change-cause';

/**
 * The revisions of a workload that its cluster still keeps, newest first: its ReplicaSets or its ControllerRevisions (as many as the
 * revisionHistoryLimit keeps), and where those cannot be read, the running ones. Empty for kinds that have runs.
 */
export function workloadRevisions(facts: WorkloadFacts, cluster: string): readonly Revision[] {
  if (!isReplicated(facts)) return [];
  const kept = traitsOf(facts.workload.kind).revisions;
  if (kept?.keptIn === 'ReplicaSet') return setRevisions(facts, cluster);
  return kept !== null && facts.revisions.length > 0
    ? keptRevisions(facts, kept, cluster)
    : runningRevisions(facts, kept, cluster);
}

function setRevisions(facts: WorkloadFacts<Replicated>, cluster: string): readonly Revision[] {
  const { newSet } = revisionsOf(facts);
  return facts.replicaSets
    .toSorted(
      (a, b) =>
        revisionNumber(b) - revisionNumber(a) ||
        millis(b.metadata.creationTimestamp) - millis(a.metadata.creationTimestamp),
    )
    .map((set) => ({
      workload: refOf(facts.workload, cluster),
      revision: String(revisionNumber(set)),
      images: imagesOf(set.spec.template),
      createdAt: set.metadata.creationTimestamp,
      pods: set.status.replicas,
      current: set === newSet,
      changeCause: set.metadata.annotations[CHANGE_CAUSE] ?? null,
      keptIn: { kind: 'ReplicaSet', name: set.metadata.name },
    }));
}

/** The wanted revision: the status of a StatefulSet names it; for a DaemonSet it is the one with the highest number. */
export function currentRevision({
  workload,
  revisions,
}: WorkloadFacts<Replicated>): ControllerRevision | undefined {
  const kept = traitsOf(workload.kind).revisions;
  const wanted = kept?.keptIn === 'ControllerRevision' ? wantedName(workload, kept) : null;
  return revisions.find(({ metadata }) => metadata.name === wanted) ?? newestFirst(revisions)[0];
}

function newestFirst(revisions: readonly ControllerRevision[]): readonly ControllerRevision[] {
  return revisions.toSorted((a, b) => b.revision - a.revision);
}

function keptRevisions(facts: WorkloadFacts<Replicated>, kept: KeptInRevisions, cluster: string) {
  const { workload, revisions, pods } = facts;
  const current = currentRevision(facts);
  return newestFirst(revisions).map((revision): Revision => {
    const { name, labels, annotations, creationTimestamp } = revision.metadata;
    const hashes = [name, labels[kept.hashLabel]];
    return {
      workload: refOf(workload, cluster),
      revision: String(revision.revision),
      images: imagesOf(revision.template),
      createdAt: creationTimestamp,
      pods: pods.filter(({ metadata }) => hashes.includes(metadata.labels[kept.hashLabel] ?? '')).length,
      current: revision === current,
      changeCause: annotations[CHANGE_CAUSE] ?? null,
      keptIn: { kind: 'ControllerRevision', name },
    };
  });
}

function runningRevisions(
  facts: WorkloadFacts<Replicated>,
  kept: KeptInRevisions | null,
  cluster: string,
): readonly Revision[] {
  const { workload } = facts;
  const { newPods, oldPods } = revisionsOf(facts);
  const common = { workload: refOf(workload, cluster), createdAt: null, keptIn: null };
  const current = {
    ...common,
    revision: nameOf(workload, kept),
    images: imagesOf(workload.spec.template),
    pods: newPods.length,
    current: true,
    changeCause: workload.metadata.annotations[CHANGE_CAUSE] ?? null,
  };
  const [old] = oldPods;
  if (old === undefined) return [current];
  const revision = (kept === null ? undefined : old.metadata.labels[kept.hashLabel]) ?? 'before';
  return [
    current,
    {
      ...common,
      revision,
      images: imagesOf(old.spec),
      pods: oldPods.length,
      current: false,
      changeCause: null,
    },
  ];
}

function nameOf(workload: Replicated, kept: KeptInRevisions | null): string {
  const generation = String(workload.metadata.generation);
  if (kept === null) return generation;
  const named = wantedName(workload, kept);
  if (named !== null) return named || generation;
  return (kept.generation && workload.metadata.annotations[kept.generation.annotation]) ?? generation;
}
