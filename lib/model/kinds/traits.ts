import type { ObjectMeta } from '../kube-meta';
import type { PodTemplate } from '../kube-pods';

/** The fields that are kept of every workload. */
export interface WorkloadShape {
  readonly kind: string;
  readonly apiVersion: string;
  readonly metadata: ObjectMeta;
  readonly spec: { readonly template: PodTemplate };
  readonly status: object;
}

/** The path of one field of a workload, as `kubectl explain` knows it: `spec.replicas`. */
export type FieldPath<W extends WorkloadShape> =
  `spec.${keyof W['spec'] & string}` | `status.${keyof W['status'] & string}`;

/** Its templates are kept in ReplicaSets, and its pods belong to those. */
export interface RevisionsInReplicaSets<Path extends string = string> {
  readonly keptIn: 'ReplicaSet';
  /** The label of a ReplicaSet and its pods that distinguishes the templates. */
  readonly hashLabel: string;
  /** The annotation of a ReplicaSet that numbers it. */
  readonly numberAnnotation: string;
  /** The status field that holds the hash of the wanted ReplicaSet; null where its template must be compared. */
  readonly currentHash: Path | null;
}

/** Its templates are kept in ControllerRevisions (apps/v1), and its pods belong to the workload itself. */
export interface RevisionsInControllerRevisions<Path extends string = string> {
  readonly keptIn: 'ControllerRevision';
  /** The label of a ControllerRevision and of the pods that distinguishes the templates. */
  readonly hashLabel: string;
  /** The status field that names the wanted revision; null where the highest number is the wanted one. */
  readonly currentName: Path | null;
  /** The annotation and the label of a pod that say which generation of the template it is of; null where the hash does. */
  readonly generation: { readonly annotation: string; readonly podLabel: string } | null;
}

/**
 * The traits of a workload kind, as data. Code that works with workloads reads these traits, never a kind's name. What data cannot
 * express is code in one file for each kind: docs/decisions/0040. `Path` are the fields that it may name.
 */
export interface WorkloadTraits<Path extends string = string> {
  readonly kind: string;
  /** Where the API server serves it. */
  readonly api: { readonly group: string; readonly version: string; readonly plural: string };
  /** Not part of Kubernetes itself, so it is no problem if a cluster does not serve it. */
  readonly optional: boolean;
  /** Which workload represents its placement: the one with the smallest number. */
  readonly precedence: number;
  /** The path of its pod template. */
  readonly templatePath: readonly string[];
  /** What decides how many pods it has: its number of replicas, the nodes of the cluster, or its runs, which end. */
  readonly sizedBy: 'replicas' | 'nodes' | 'runs';
  /** The fields that count its pods; null for kinds that have runs. */
  readonly counts: {
    readonly desired: Path;
    readonly ready: Path;
    readonly available: Path;
  } | null;
  /** The kind of the objects through which it creates its pods; null: it creates them itself. */
  readonly podsThrough: 'ReplicaSet' | 'Job' | null;
  /** A pod keeps its name, and the next of that name waits until it is gone. */
  readonly stablePods: boolean;
  /** The field that names the Service which governs its pods' DNS names. */
  readonly governingService: Path | null;
  /** Which objects keep its earlier templates; null: none do. */
  readonly revisions: RevisionsInReplicaSets<Path> | RevisionsInControllerRevisions<Path> | null;
  /** How a new template reaches its pods: within bounds (`strategy`), in order of their ordinals, node by node, or with the next run. */
  readonly replacement: 'rolling' | 'ordinal' | 'node' | 'next-run';
  /** Whether a rollout waits at steps of its own, so that its end cannot be estimated from its pace. */
  readonly stepped: boolean;
  /**
   * Whether it has `spec.progressDeadlineSeconds` and the condition Progressing. `condition`: that condition alone says whether the deadline
   * passed; `verdict`: its controller gives a verdict of its own. Null: it has no deadline.
   */
  readonly progress: 'condition' | 'verdict' | null;
  /** How its controller reports pods that the API server refused: the condition ReplicaFailure, or events. */
  readonly refusedPods: 'condition' | 'event';
  /** The field that pauses its rollout or suspends its runs. */
  readonly pausedBy: 'spec.paused' | 'spec.suspend' | null;
  /** The field that holds the schedule of its runs, as written; null: it has none. */
  readonly scheduledBy: Path | null;
  /** Whether Pilothouse writes it. What is not changeable is changed by its own tools. */
  readonly changeable: boolean;
  /** Whether Pilothouse may set `spec.replicas`. */
  readonly scalable: boolean;
  /** Whether `kubectl rollout restart` restarts it: by an annotation of its pod template. */
  readonly restartable: boolean;
  /** The patch that its API accepts: only Kubernetes' own kinds know a strategic merge patch. */
  readonly patchType: 'strategic-merge' | 'merge';
  /** Whether people and tools write its spec, so that the last such write is kept. */
  readonly edited: boolean;
  /** Annotations that derivations read, of its own objects and of those that it makes. */
  readonly annotations: readonly string[];
}
