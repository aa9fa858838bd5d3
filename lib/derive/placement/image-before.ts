import type { Replicated } from '@/lib/model';
import type { ImageBefore } from '../advice';
import type { WorkloadFacts } from '../facts';
import { imagesOf } from '../pods/revisions';
import { outgoingImages, type Standing } from '../pods/standing';
import { isEndedByCondition, progressingOf } from '../progress';
import { secondsBetween } from '../times';

/** What breaks later than this after its revision was made is not taken for the revision's doing. */
const NEW_SECONDS = 3600;

/**
 * The image to go back to from a trouble of the new revision: the outgoing one of the one container that changed. Null where the trouble
 * came long after the rollout, where the revision before is not known, or where going back takes more than one image.
 */
export function imageBefore(
  facts: WorkloadFacts<Replicated>,
  standing: Standing,
  since: string | null,
): ImageBefore | null {
  const from = outgoingImages(standing);
  if (from === null || !isOfTheNew(facts, standing, since)) return null;
  const changed = Object.entries(imagesOf(facts.workload.spec.template)).filter(
    ([name, image]) => from[name] !== image,
  );
  const [container] = changed[0] ?? [];
  const image = container === undefined ? undefined : from[container];
  return changed.length === 1 && container !== undefined && image !== undefined ? { container, image } : null;
}

function isOfTheNew(facts: WorkloadFacts<Replicated>, standing: Standing, since: string | null): boolean {
  const { workload } = facts;
  if (standing.old.length > 0) return true;
  if (!isEndedByCondition(workload)) return false;
  const progressing = progressingOf(workload);
  if (progressing?.reason !== 'NewReplicaSetAvailable') return true;
  const made = standing.revisions.newSet?.metadata.creationTimestamp;
  return made !== undefined && since !== null && secondsBetween(made, since) < NEW_SECONDS;
}
