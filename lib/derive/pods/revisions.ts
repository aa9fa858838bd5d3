import {
  isReplicated as isReplicatedWorkload,
  traitsOf,
  WORKLOAD_KINDS,
  type Pod,
  type PodTemplate,
  type Replicated,
  type ReplicaSet,
  type WorkloadTraits,
} from '@/lib/model';
import type { WorkloadFacts } from '../facts';
import { textAt } from '../field';
import { millis } from '../times';

type Kept = NonNullable<WorkloadTraits['revisions']>;
type KeptInSets = Extract<Kept, { keptIn: 'ReplicaSet' }>;
export type KeptInRevisions = Extract<Kept, { keptIn: 'ControllerRevision' }>;

/** The pods of a workload by revision. */
export interface Revisions {
  readonly revision: string | null;
  readonly newPods: readonly Pod[];
  readonly oldPods: readonly Pod[];
  /** For kinds that keep their revisions in ReplicaSets: the newest one, if it exists yet, and the one that is replaced. */
  readonly newSet: ReplicaSet | null;
  readonly oldSet: ReplicaSet | null;
}

/** Narrows the facts of a workload to those of one that keeps a number of like pods. */
export function isReplicated(facts: WorkloadFacts): facts is WorkloadFacts<Replicated> {
  return isReplicatedWorkload(facts.workload);
}

/** Divides the pods into those of the revision that the workload wants and all others. */
export function revisionsOf(facts: WorkloadFacts<Replicated>): Revisions {
  const { workload } = facts;
  const kept = traitsOf(workload.kind).revisions;
  if (kept?.keptIn === 'ReplicaSet') return setsRevisions(workload, facts, kept);
  const named = kept === null ? null : wantedName(workload, kept);
  const isNew = (pod: Pod): boolean =>
    kept === null || named === null
      ? isOfTemplate(pod, workload, kept?.generation ?? null)
      : isOfRevision(pod, named, kept.hashLabel);
  return {
    revision: named === '' ? null : named,
    newPods: facts.pods.filter(isNew),
    oldPods: facts.pods.filter((pod) => !isNew(pod)),
    newSet: null,
    oldSet: null,
  };
}

/** The revision that the workload's status names, empty while it names none; null for a kind whose status never does. */
export function wantedName(workload: Replicated, { currentName }: KeptInRevisions): string | null {
  return currentName === null ? null : textAt(workload, currentName);
}

function setsRevisions(workload: Replicated, facts: WorkloadFacts, kept: KeptInSets): Revisions {
  const { currentHash } = kept;
  const newSet =
    currentHash === null
      ? newestSet(workload, facts.replicaSets, kept)
      : setOfHash(textAt(workload, currentHash), facts.replicaSets, kept);
  const podsOf = (set: ReplicaSet): Pod[] =>
    facts.pods.filter((pod) => pod.metadata.ownerReferences.some((owner) => owner.uid === set.metadata.uid));
  const newPods = newSet === null ? [] : podsOf(newSet);
  const newUids = new Set(newPods.map((pod) => pod.metadata.uid));
  const others = facts.replicaSets
    .filter((set) => set !== newSet)
    .toSorted((a, b) => revisionNumber(b) - revisionNumber(a));
  const newRevision = newSet === null ? Infinity : revisionNumber(newSet);
  return {
    revision: newSet === null ? null : (writtenRevision(newSet) ?? null),
    newPods,
    oldPods: facts.pods.filter((pod) => !newUids.has(pod.metadata.uid)),
    newSet,
    oldSet:
      others.find((set) => set.status.replicas > 0 || podsOf(set).length > 0) ??
      others.find((set) => revisionNumber(set) < newRevision) ??
      null,
  };
}

/** The set with the workload's template. After a change of the template there is none until the controller has created it. */
function newestSet(
  workload: Replicated,
  sets: readonly ReplicaSet[],
  { numberAnnotation }: KeptInSets,
): ReplicaSet | null {
  const like = sets
    .filter((set) => sameImages(set.spec.template, workload.spec.template))
    .toSorted((a, b) => revisionNumber(b) - revisionNumber(a));
  const named = like.find(
    (set) => set.metadata.annotations[numberAnnotation] === workload.metadata.annotations[numberAnnotation],
  );
  if (named !== undefined) return named;
  // While the controller has not numbered the sets, the newest one with these images is the best guess.
  return like.at(0) ?? null;
}

/** The set that the status names as the wanted one; null while it names none. */
function setOfHash(hash: string, sets: readonly ReplicaSet[], { hashLabel }: KeptInSets): ReplicaSet | null {
  if (hash === '') return null;
  return sets.find(({ metadata }) => metadata.labels[hashLabel] === hash) ?? null;
}

/** The revision number of a ReplicaSet, as the controller of its kind wrote it. */
function writtenRevision({ metadata }: ReplicaSet): string | undefined {
  for (const kind of WORKLOAD_KINDS) {
    const kept = traitsOf(kind).revisions;
    const written = kept?.keptIn === 'ReplicaSet' ? metadata.annotations[kept.numberAnnotation] : undefined;
    if (written !== undefined) return written;
  }
  return undefined;
}

/** The revision number of a ReplicaSet; 0 while its controller has not written it. */
export function revisionNumber(set: ReplicaSet): number {
  return Number.parseInt(writtenRevision(set) ?? '0', 10) || 0;
}

/** Whether this ReplicaSet is the most recently created one; a rollback uses an older one again. */
export function isNewestMade(set: ReplicaSet, sets: readonly ReplicaSet[]): boolean {
  const made = millis(set.metadata.creationTimestamp);
  return sets.every((other) => millis(other.metadata.creationTimestamp) <= made);
}

function isOfRevision(pod: Pod, revision: string, hashLabel: string): boolean {
  const hash = pod.metadata.labels[hashLabel];
  return hash === undefined || revision === '' || hash === revision;
}

/** For a workload that names no revision: its pods have the generation of its template, else their images are compared. */
function isOfTemplate(pod: Pod, workload: Replicated, generation: KeptInRevisions['generation']): boolean {
  if (generation !== null) {
    const wanted = workload.metadata.annotations[generation.annotation];
    const has = pod.metadata.labels[generation.podLabel];
    if (wanted !== undefined && has !== undefined) return wanted === has;
  }
  const { template } = workload.spec;
  return sameImages({ ...template, containers: pod.spec.containers }, template);
}

/** Images by container. */
export function imagesOf(template: Pick<PodTemplate, 'containers'>): Readonly<Record<string, string>> {
  return Object.fromEntries(template.containers.map(({ name, image }) => [name, image]));
}

/** Whether all containers of the template have the same images; sidecars that a webhook adds to pods do not count. */
function sameImages(has: Pick<PodTemplate, 'containers'>, wanted: Pick<PodTemplate, 'containers'>): boolean {
  const images = imagesOf(has);
  return wanted.containers.every(({ name, image }) => images[name] === image);
}
