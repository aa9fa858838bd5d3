import type { ObjectRef } from './refs';
import type { Receipt } from './receipt';

/** Complete, Progressing and Paused as in kubectl; Stalled: blocked before its deadline; Failed: its deadline passed. */
export const ROLLOUT_STATES = ['Complete', 'Progressing', 'Paused', 'Stalled', 'Failed'] as const;
export type RolloutState = (typeof ROLLOUT_STATES)[number];

/** What `kubectl rollout status` would say at this moment. */
export type KubectlVerdict = 'success' | 'waiting' | 'deadline-exceeded';

/** The states of a pod in the progress bar of a rollout, which has one cell for each pod. */
export const POD_CELLS = ['ready', 'starting', 'blocked', 'old'] as const;
export type PodCell = (typeof POD_CELLS)[number];

/** `liveness`: a container is killed by its own liveness (or startup) probe; `node-lost`: its node does not answer any more. */
export const BLOCKER_CODES = [
  'image-pull',
  'crash-loop',
  'out-of-memory',
  'config-missing',
  'unschedulable',
  'liveness',
  'readiness',
  'node-lost',
  'quota',
  'create-failed',
  'other',
] as const;
export type BlockerCode = (typeof BLOCKER_CODES)[number];

/** What keeps new pods from being ready, grouped over pods: `pod` is the first of the group by name. */
export interface Blocker {
  readonly code: BlockerCode;
  readonly sentence: string;
  /** The message of the component that reported it: a kubelet's pull error, the scheduler's counts. */
  readonly detail: string;
  readonly pods: number;
  readonly pod: string;
  readonly image: string | null;
  readonly receipt: Receipt;
}

export interface RolloutCounts {
  readonly desired: number;
  readonly updated: number;
  readonly ready: number;
  readonly available: number;
  readonly old: number;
}

/** The rollout of one workload from a revision to the next. */
export interface Rollout {
  readonly workload: ObjectRef;
  readonly state: RolloutState;
  readonly kubectl: KubectlVerdict;
  readonly revision: string | null;
  /** Images by container of the outgoing and the incoming revision; null when the outgoing one is not known. */
  readonly from: Readonly<Record<string, string>> | null;
  /** The number of the outgoing revision, where the cluster keeps its template; null where it does not. */
  readonly fromRevision: number | null;
  readonly to: Readonly<Record<string, string>>;
  readonly counts: RolloutCounts;
  readonly cells: readonly PodCell[];
  readonly sentence: string;
  readonly blocker: Blocker | null;
  /** When the rollout began; null when no object says it. */
  readonly startedAt: string | null;
  /** When `state` became what it is, from the objects' own timestamps. */
  readonly since: string | null;
  readonly deadlineAt: string | null;
  /** What the update strategy means for this number of pods, in words: "At most 5 pods run at once, at least 3 are available." */
  readonly strategy: string;
  /** When it ends at its pace so far, and what that is computed from; null where nothing supports an estimate. */
  readonly estimate: { readonly at: string; readonly sentence: string } | null;
  readonly receipt: Receipt;
  readonly validUntil: string | null;
}

/** A revision of a workload that its cluster still keeps: of a Deployment every ReplicaSet; of other kinds the current revision and the next. */
export interface Revision {
  readonly workload: ObjectRef;
  readonly revision: string;
  /** Images by container. */
  readonly images: Readonly<Record<string, string>>;
  readonly createdAt: string | null;
  readonly pods: number;
  readonly current: boolean;
  /** What its author wrote (`kubernetes.io/change-cause`); null: nothing. */
  readonly changeCause: string | null;
  /** The object that keeps its template; null: none, it is only known from its pods. */
  readonly keptIn: { readonly kind: 'ReplicaSet' | 'ControllerRevision'; readonly name: string } | null;
}

/** The revision that all pods of a workload run, as the object that keeps its template names it. */
export interface ServingRevision {
  /** UID of the ReplicaSet or ControllerRevision: it distinguishes revisions of the same name or hash. */
  readonly uid: string;
  readonly revisionName: string;
  /** Its number; a rollback gives the same revision a new one. */
  readonly revision: number;
  /** The label `pod-template-hash` (`rollouts-pod-template-hash` of an Argo Rollout), or the hash of a ControllerRevision. */
  readonly templateHash: string;
  readonly version: string | null;
}
