import type { Replicated } from '@/lib/model';
import type { RevisionBefore } from '../advice';
import type { WorkloadFacts } from '../facts';
import { versionOf } from '../image';
import { imagesOf } from '../pods/revisions';
import { outgoingImages, type PodStates } from '../pods/pod-states';
import { isEndedByCondition, progressingOf } from '../progress';
import { outgoingRevision } from '../rollout/outgoing-revision';
import { secondsBetween } from '../times';

/** A problem that begins later than this after its revision was made is not attributed to the revision. */
const NEW_SECONDS = 3600;

/**
 * The revision to roll back to when pods of the new one are affected. Null where the problem began long after the
 * rollout, where no image changed, and where the revision before is not known or not kept.
 */
export function revisionBefore(
  facts: WorkloadFacts<Replicated>,
  podStates: PodStates,
  since: string | null,
): RevisionBefore | null {
  const from = outgoingImages(podStates);
  const revision = outgoingRevision(facts, podStates);
  if (from === null || revision === null || !isOfTheNew(facts, podStates, since)) return null;
  const now = imagesOf(facts.workload.spec.template);
  const changed = Object.entries(from).find(
    ([name, image]) => now[name] !== undefined && now[name] !== image,
  );
  return changed === undefined ? null : { revision, version: versionOf(changed[1]) };
}

function isOfTheNew(facts: WorkloadFacts<Replicated>, podStates: PodStates, since: string | null): boolean {
  const { workload } = facts;
  if (podStates.old.length > 0) return true;
  if (!isEndedByCondition(workload)) return false;
  const progressing = progressingOf(workload);
  if (progressing?.reason !== 'NewReplicaSetAvailable') return true;
  const made = podStates.revisions.newSet?.metadata.creationTimestamp;
  return made !== undefined && since !== null && secondsBetween(made, since) < NEW_SECONDS;
}
