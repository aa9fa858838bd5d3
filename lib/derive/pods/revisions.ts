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

/** The pods of a workload, parted by revision. */
export interface Revisions {
  readonly revision: string | null;
  readonly newPods: readonly Pod[];
  readonly oldPods: readonly Pod[];
  /** Of what keeps its revisions in ReplicaSets: the newest one, if it was made yet, and the one that goes out. */
  readonly newSet: ReplicaSet | null;
  readonly oldSet: ReplicaSet | null;
}

/** Narrows the facts of a workload to those of one that keeps a number of like pods. */
export function isReplicated(facts: WorkloadFacts): facts is WorkloadFacts<Replicated> {
  return isReplicatedWorkload(facts.workload);
}

/** Parts the pods into those of the revision that the workload asks for and all others. */
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

/** The revision that the workload's status names, empty before it does; null for a kind that names none. */
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

/** The set whose template is the workload's. After a change of the template, none until its controller has made it. */
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
  // Before the controller has numbered the sets, the newest one of these images is the best there is.
  return like.at(0) ?? null;
}

/** The set that the controller says it goes to; before it said so, none. */
function setOfHash(hash: string, sets: readonly ReplicaSet[], { hashLabel }: KeptInSets): ReplicaSet | null {
  if (hash === '') return null;
  return sets.find(({ metadata }) => metadata.labels[hashLabel] === hash) ?? null;
}

/** As the controller of one of the kinds that keep ReplicaSets wrote it. */
function writtenRevision({ metadata }: ReplicaSet): string | undefined {
  for (const kind of WORKLOAD_KINDS) {
    const kept = traitsOf(kind).revisions;
    const written = kept?.keptIn === 'ReplicaSet' ? metadata.annotations[kept.numberAnnotation] : undefined;
    if (written !== undefined) return written;
  }
  return undefined;
}

/** The revision that its controller wrote on a ReplicaSet; 0 when it did not yet. */
export function revisionNumber(set: ReplicaSet): number {
  return Number.parseInt(writtenRevision(set) ?? '0', 10) || 0;
}

/** Whether no other ReplicaSet was made after this one; an undo brings an older one back. */
export function isNewestMade(set: ReplicaSet, sets: readonly ReplicaSet[]): boolean {
  const made = millis(set.metadata.creationTimestamp);
  return sets.every((other) => millis(other.metadata.creationTimestamp) <= made);
}

function isOfRevision(pod: Pod, revision: string, hashLabel: string): boolean {
  const hash = pod.metadata.labels[hashLabel];
  return hash === undefined || revision === '' || hash === revision;
}

/** A workload that names no revision of its own: its pods carry its template's generation, else their images tell. */
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

/** Sidecars that a webhook adds to pods do not make them differ from their template. */
function sameImages(has: Pick<PodTemplate, 'containers'>, wanted: Pick<PodTemplate, 'containers'>): boolean {
  const images = imagesOf(has);
  return wanted.containers.every(({ name, image }) => images[name] === image);
}
