import type { ObjectRef } from './refs';
import type { Receipt } from './receipt';

/** Complete, Progressing and Paused as kubectl means them; Stalled: blocked before its deadline; Failed: past it. */
export const ROLLOUT_STATES = ['Complete', 'Progressing', 'Paused', 'Stalled', 'Failed'] as const;
export type RolloutState = (typeof ROLLOUT_STATES)[number];

/** What `kubectl rollout status` would say at this moment. */
export type KubectlVerdict = 'success' | 'waiting' | 'deadline-exceeded';

/** One cell a pod: what the bar of a rollout draws. */
export const POD_CELLS = ['ready', 'starting', 'blocked', 'old'] as const;
export type PodCell = (typeof POD_CELLS)[number];

/** `liveness`: a container is killed by its own liveness (or startup) probe; `node-lost`: its node answers no more. */
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

/** What keeps new pods from being ready, grouped over pods: the first pod by name speaks for the group. */
export interface Blocker {
  readonly code: BlockerCode;
  readonly sentence: string;
  /** The machine's own words: a kubelet's pull error, the scheduler's counts. */
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

/** The passage of one workload from a revision to the next. */
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
  /** When the passage began; null when no object tells. */
  readonly startedAt: string | null;
  /** When `state` became what it is, from the objects' own timestamps. */
  readonly since: string | null;
  readonly deadlineAt: string | null;
  /** What the update strategy means for this number of pods, in words: "At most 5 pods run at once, at least 3 are available." */
  readonly strategy: string;
  /** When it ends at the pace so far, with where that comes from; null where nothing supports an estimate. */
  readonly estimate: { readonly at: string; readonly sentence: string } | null;
  readonly receipt: Receipt;
  readonly validUntil: string | null;
}

/** One revision of a workload that its cluster still knows: a Deployment's ReplicaSets; of others the running one and the next. */
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
  /** The object that keeps its template; null: none does, it is only known by the pods that run it. */
  readonly keptIn: { readonly kind: 'ReplicaSet' | 'ControllerRevision'; readonly name: string } | null;
}

/** The revision that all pods of a workload run, as the object that keeps its template names it. */
export interface ServingRevision {
  /** UID of the ReplicaSet or ControllerRevision: two that bear one name, or one hash, are told apart by it. */
  readonly uid: string;
  readonly revisionName: string;
  /** Its number; a rollback gives the same revision a new one. */
  readonly revision: number;
  /** The label `pod-template-hash` (`rollouts-pod-template-hash` of an Argo Rollout), or the hash of a ControllerRevision. */
  readonly templateHash: string;
  readonly version: string | null;
}
