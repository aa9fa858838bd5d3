import type {
  ArgoRollout,
  DaemonSet,
  Deployment,
  Pod,
  PodTemplate,
  ReplicaSet,
  StatefulSet,
} from '@/lib/model';
import type { WorkloadFacts } from '../facts';
import { millis } from '../times';

/** Workloads that keep a number of like pods and pass from one revision to the next. */
export type Replicated = Deployment | StatefulSet | DaemonSet | ArgoRollout;

/** The pods of a workload, parted by revision. */
export interface Revisions {
  readonly revision: string | null;
  readonly newPods: readonly Pod[];
  readonly oldPods: readonly Pod[];
  /** Of a Deployment or Argo Rollout: its newest ReplicaSet, if it was made yet, and the one that goes out. */
  readonly newSet: ReplicaSet | null;
  readonly oldSet: ReplicaSet | null;
}

const REVISION = 'deployment.kubernetes.io/revision';
const ROLLOUT_REVISION = 'rollout.argoproj.io/revision';
const ROLLOUT_HASH = 'rollouts-pod-template-hash';
/** Label of the pods of a StatefulSet (the revision's name) and of a DaemonSet (its hash). */
export const REVISION_HASH = 'controller-revision-hash';
const TEMPLATE_GENERATION = 'pod-template-generation';
const DAEMON_GENERATION = 'deprecated.daemonset.template.generation';

/** Narrows the facts of a workload to a Deployment, StatefulSet, DaemonSet or Argo Rollout. */
export function isReplicated(facts: WorkloadFacts): facts is WorkloadFacts<Replicated> {
  return ['Deployment', 'StatefulSet', 'DaemonSet', 'Rollout'].includes(facts.workload.kind);
}

/** Parts the pods into those of the revision that the workload asks for and all others. */
export function revisionsOf(facts: WorkloadFacts<Replicated>): Revisions {
  const { workload } = facts;
  if (workload.kind === 'Deployment' || workload.kind === 'Rollout') return setsRevisions(workload, facts);
  const isNew =
    workload.kind === 'StatefulSet'
      ? (pod: Pod) => isOfRevision(pod, workload.status.updateRevision)
      : (pod: Pod) => isOfTemplate(pod, workload);
  return {
    revision: workload.kind === 'StatefulSet' ? workload.status.updateRevision || null : null,
    newPods: facts.pods.filter(isNew),
    oldPods: facts.pods.filter((pod) => !isNew(pod)),
    newSet: null,
    oldSet: null,
  };
}

function setsRevisions(workload: Deployment | ArgoRollout, facts: WorkloadFacts): Revisions {
  const newSet =
    workload.kind === 'Rollout'
      ? currentSet(workload, facts.replicaSets)
      : newestSet(workload, facts.replicaSets);
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

/** The set whose template is the Deployment's. After a change of the template, none until its controller has made it. */
function newestSet(deployment: Deployment, sets: readonly ReplicaSet[]): ReplicaSet | null {
  const like = sets
    .filter((set) => sameImages(set.spec.template, deployment.spec.template))
    .toSorted((a, b) => revisionNumber(b) - revisionNumber(a));
  const named = like.find(
    (set) => set.metadata.annotations[REVISION] === deployment.metadata.annotations[REVISION],
  );
  if (named !== undefined) return named;
  // Before the controller has numbered the sets, the newest one of these images is the best there is.
  return like.at(0) ?? null;
}

/** The set that an Argo Rollout's controller says it goes to; before it said so, none. */
function currentSet({ status }: ArgoRollout, sets: readonly ReplicaSet[]): ReplicaSet | null {
  if (status.currentPodHash === '') return null;
  return sets.find(({ metadata }) => metadata.labels[ROLLOUT_HASH] === status.currentPodHash) ?? null;
}

function writtenRevision({ metadata }: ReplicaSet): string | undefined {
  return metadata.annotations[REVISION] ?? metadata.annotations[ROLLOUT_REVISION];
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

function isOfRevision(pod: Pod, revision: string): boolean {
  const hash = pod.metadata.labels[REVISION_HASH];
  return hash === undefined || revision === '' || hash === revision;
}

/** A DaemonSet names no revision of its own: its pods carry its template's generation, else their images tell. */
function isOfTemplate(pod: Pod, set: DaemonSet): boolean {
  const wanted = set.metadata.annotations[DAEMON_GENERATION];
  const has = pod.metadata.labels[TEMPLATE_GENERATION];
  if (wanted !== undefined && has !== undefined) return wanted === has;
  return sameImages({ ...set.spec.template, containers: pod.spec.containers }, set.spec.template);
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
