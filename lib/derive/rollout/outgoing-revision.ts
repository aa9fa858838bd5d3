import { traitsOf, type Replicated } from '@/lib/model';
import type { WorkloadFacts } from '../facts';
import { revisionNumber } from '../pods/revisions';
import type { PodStates } from '../pods/pod-states';

/** The number of the revision that is replaced, or was replaced last; null where it is not known or not kept. */
export function outgoingRevision(
  facts: WorkloadFacts<Replicated>,
  { revisions, old }: PodStates,
): number | null {
  if (revisions.oldSet !== null) return revisionNumber(revisions.oldSet) || null;
  const kept = traitsOf(facts.workload.kind).revisions;
  const hash = kept === null ? undefined : old[0]?.pod.metadata.labels[kept.hashLabel];
  if (kept?.keptIn !== 'ControllerRevision' || hash === undefined) return null;
  const found = facts.revisions.find(
    ({ metadata }) => metadata.name === hash || metadata.labels[kept.hashLabel] === hash,
  );
  return found?.revision ?? null;
}
