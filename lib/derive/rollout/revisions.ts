import type { Revision } from '@/lib/model';
import { refOf } from '../evidence';
import type { WorkloadFacts } from '../facts';
import { imagesOf, isReplicated, revisionNumber, revisionsOf, type Replicated } from '../pods/revisions';
import { millis } from '../times';

const CHANGE_CAUSE = 'kubernetes.io/change-cause';

/**
 * The revisions of a workload that its cluster still knows, the one that it asks for first and the others newest first. Of a Deployment
 * those are its ReplicaSets (as many as its revisionHistoryLimit keeps); of a StatefulSet and a DaemonSet the running ones, for their
 * ControllerRevisions are not watched. Empty for a Job and a CronJob.
 */
export function workloadRevisions(facts: WorkloadFacts, cluster: string): readonly Revision[] {
  if (!isReplicated(facts)) return [];
  return facts.workload.kind === 'Deployment'
    ? setRevisions(facts, cluster)
    : runningRevisions(facts, cluster);
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
    }));
}

function runningRevisions(facts: WorkloadFacts<Replicated>, cluster: string): readonly Revision[] {
  const { workload } = facts;
  const { newPods, oldPods } = revisionsOf(facts);
  const common = { workload: refOf(workload, cluster), createdAt: null };
  const current = {
    ...common,
    revision: nameOf(workload),
    images: imagesOf(workload.spec.template),
    pods: newPods.length,
    current: true,
    changeCause: workload.metadata.annotations[CHANGE_CAUSE] ?? null,
  };
  const [old] = oldPods;
  if (old === undefined) return [current];
  const revision = old.metadata.labels['controller-revision-hash'] ?? 'before';
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

function nameOf(workload: Replicated): string {
  if (workload.kind === 'StatefulSet')
    return workload.status.updateRevision || String(workload.metadata.generation);
  return (
    workload.metadata.annotations['deprecated.daemonset.template.generation'] ??
    String(workload.metadata.generation)
  );
}
