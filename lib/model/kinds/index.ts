import { argoRollout, type ArgoRollout, type ArgoRolloutBody } from './argo-rollout';
import { cronJob, type CronJob } from './cron-job';
import { daemonSet, type DaemonSet } from './daemon-set';
import { deployment, type Deployment } from './deployment';
import { job, type Job } from './job';
import { KindTable, type Undo } from './kind-table';
import { statefulSet, type StatefulSet } from './stateful-set';
import type { FieldPath, WorkloadTraits } from './traits';

export { KindTable };
export type { Undo };
export type { CronJob, DaemonSet, Deployment, Job, StatefulSet };
export type { ArgoRollout, ArgoRolloutBody } from './argo-rollout';
export type { WorkloadShape, WorkloadTraits } from './traits';

/** The workload kinds: a new one is its file, and its line here and in WorkloadMap. */
const WORKLOADS = {
  Deployment: deployment,
  StatefulSet: statefulSet,
  DaemonSet: daemonSet,
  Rollout: argoRollout,
  CronJob: cronJob,
  Job: job,
} as const satisfies { readonly [K in WorkloadKind]: WorkloadTraits<FieldPath<WorkloadMap[K]>> };

/** The type of a workload, by its kind. */
export interface WorkloadMap {
  Deployment: Deployment;
  StatefulSet: StatefulSet;
  DaemonSet: DaemonSet;
  Rollout: ArgoRollout;
  CronJob: CronJob;
  Job: Job;
}
export type WorkloadKind = keyof WorkloadMap;
export type Workload = WorkloadMap[WorkloadKind];
/** What is read of a manifest whose health rule needs fewer fields than the projection of its kind requires. */
export type JudgedBody = ArgoRolloutBody;

type KindsWith<T> = {
  [K in WorkloadKind]: (typeof WORKLOADS)[K] extends T ? K : never;
}[WorkloadKind];

/** Kinds that keep a number of identical pods and roll out revisions. */
export type ReplicatedKind = KindsWith<{ readonly sizedBy: 'replicas' | 'nodes' }>;
export type Replicated = WorkloadMap[ReplicatedKind];
/** Kinds that have runs, which end. */
export type RunningKind = Exclude<WorkloadKind, ReplicatedKind>;
/** Kinds that Pilothouse may write. */
export type ChangeableKind = KindsWith<{ readonly changeable: true }>;
type ScalableKind = KindsWith<{ readonly scalable: true }>;

const traits = new KindTable<WorkloadKind, WorkloadTraits>(WORKLOADS);
const kinds = Object.keys(WORKLOADS) as [WorkloadKind, ...WorkloadKind[]];

/** Kinds that a placement is made of. A Job or ReplicaSet that something else controls is not one of its own. */
export const WORKLOAD_KINDS: readonly [WorkloadKind, ...WorkloadKind[]] = kinds;

/** Whether objects of this kind are workloads. Any text may be passed. */
export function isWorkloadKind(kind: string): kind is WorkloadKind {
  return traits.has(kind);
}

/** The traits of a workload kind. */
export function traitsOf(kind: WorkloadKind): WorkloadTraits {
  return traits.of(kind);
}

/** Kinds that Pilothouse may write: what a request for a Change may name. */
export const CHANGEABLE_KINDS: readonly ChangeableKind[] = WORKLOAD_KINDS.filter(isChangeable);

/** Whether Pilothouse may write workloads of this kind. Any text may be passed. */
export function isChangeable(kind: string): kind is ChangeableKind {
  return isWorkloadKind(kind) && traitsOf(kind).changeable;
}

/** Whether a workload keeps a number of identical pods; otherwise it has runs. */
export function isReplicated(workload: Workload): workload is Replicated {
  return traitsOf(workload.kind).sizedBy !== 'runs';
}

/** Whether Pilothouse may scale a workload. */
export function isScalable(workload: Workload): workload is WorkloadMap[ScalableKind] {
  return traitsOf(workload.kind).scalable;
}

/** Whether a new template reaches the pods of a workload in this way. */
export function isReplacedBy<R extends WorkloadTraits['replacement']>(
  workload: Workload,
  replacement: R,
): workload is WorkloadMap[KindsWith<{ readonly replacement: R }>] {
  return traitsOf(workload.kind).replacement === replacement;
}

/** Adds a workload kind to the table and to the list; `addWorkloadKind` of kube.ts has it watched too. */
export function addTraits(row: WorkloadTraits): Undo {
  const { kind } = row;
  const undo = traits.add(kind, row);
  if (isWorkloadKind(kind)) kinds.push(kind);
  return () => {
    undo();
    const at = kinds.findIndex((one) => one === kind);
    if (at >= 0) kinds.splice(at, 1);
  };
}
