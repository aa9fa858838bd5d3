import { argoRollout, type ArgoRollout } from './argo-rollout';
import { cronJob, type CronJob } from './cron-job';
import { daemonSet, type DaemonSet } from './daemon-set';
import { deployment, type Deployment } from './deployment';
import { job, type Job } from './job';
import { statefulSet, type StatefulSet } from './stateful-set';
import type { FieldPath, WorkloadTraits } from './traits';

export type { CronJob, DaemonSet, Deployment, Job, StatefulSet };
export type { ArgoRollout, ArgoRolloutBody } from './argo-rollout';
export type { WorkloadTraits } from './traits';

/** The table of workload kinds: a new one is its file and a line here and in WorkloadMap. */
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

type KindsWith<T> = {
  [K in WorkloadKind]: (typeof WORKLOADS)[K] extends T ? K : never;
}[WorkloadKind];

/** Kinds that keep a number of like pods and pass from one revision to the next. */
export type ReplicatedKind = KindsWith<{ readonly sizedBy: 'replicas' | 'nodes' }>;
/** Kinds that Pilothouse may write. */
export type ChangeableKind = KindsWith<{ readonly changeable: true }>;

/** Kinds that a placement is made of. A Job or ReplicaSet that something else controls is not one of its own. */
export const WORKLOAD_KINDS: readonly [WorkloadKind, ...WorkloadKind[]] = Object.keys(WORKLOADS) as [
  WorkloadKind,
  ...WorkloadKind[],
];

/** Workload kinds that Kubernetes itself does not bring. */
export const OPTIONAL_WORKLOAD_KINDS: readonly WorkloadKind[] = WORKLOAD_KINDS.filter(
  (kind) => WORKLOADS[kind].optional,
);

/** Whether objects of this kind are workloads; of any text. */
export function isWorkloadKind(kind: string): kind is WorkloadKind {
  return Object.hasOwn(WORKLOADS, kind);
}

/** The traits of a workload kind. */
export function traitsOf(kind: WorkloadKind): WorkloadTraits {
  return WORKLOADS[kind];
}
