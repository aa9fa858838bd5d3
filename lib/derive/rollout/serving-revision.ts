import { traitsOf, type Rollout, type ServingRevision } from '@/lib/model';
import type { WorkloadFacts } from '../facts';
import { versionOf } from '../image';
import { imagesOf, isReplicated, revisionNumber, revisionsOf } from '../pods/revisions';
import { currentRevision } from './revisions';

/** A label of the ControllerRevision of a StatefulSet; its pods have another one. */
const CONTROLLER_HASH = 'controller.kubernetes.io/hash';

/**
 * The revision that all pods of a workload run: its rollout is Complete and every wanted pod runs it. Null otherwise (a
 * partition keeps pods at another revision), where no pod is wanted, and where the object that keeps the template
 * cannot be read.
 */
export function servingRevision(facts: WorkloadFacts, rollout: Rollout): ServingRevision | null {
  if (!isReplicated(facts) || rollout.state !== 'Complete') return null;
  const { desired, updated, old } = rollout.counts;
  if (desired === 0 || updated < desired || old > 0) return null;
  const { newSet } = revisionsOf(facts);
  const { hashLabel = CONTROLLER_HASH } = traitsOf(facts.workload.kind).revisions ?? {};
  if (newSet !== null) {
    return {
      ...named(newSet, [hashLabel]),
      revision: revisionNumber(newSet),
      version: versionIn(newSet.spec.template),
    };
  }
  const kept = currentRevision(facts);
  if (kept === undefined) return null;
  return {
    ...named(kept, [CONTROLLER_HASH, hashLabel]),
    revision: kept.revision,
    version: versionIn(kept.template),
  };
}

type Kept = Pick<WorkloadFacts['replicaSets'][number], 'metadata'>;

function named({ metadata }: Kept, labels: readonly string[]) {
  const hash = labels.map((label) => metadata.labels[label]).find((value) => value !== undefined);
  return { uid: metadata.uid, revisionName: metadata.name, templateHash: hash ?? metadata.name };
}

function versionIn(template: Parameters<typeof imagesOf>[0]): string | null {
  const [image] = Object.values(imagesOf(template));
  return image === undefined ? null : versionOf(image);
}
