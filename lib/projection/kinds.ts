import {
  isWorkloadKind,
  KindTable,
  traitsOf,
  type JudgedBody,
  type WorkloadKind,
  type WorkloadMap,
  type WorkloadShape,
} from '@/lib/model';
import { projectDaemonSet, projectDeployment, projectStatefulSet } from './apps';
import { argoRolloutBody, projectArgoRollout } from './argo-rollout';
import { projectCronJob, projectJob } from './batch';
import type { Fields } from './fields';

type Projections = { readonly [K in WorkloadKind]: (object: Fields) => WorkloadMap[K] };

/** How an object of each workload kind is read. */
export const workloadProjections = new KindTable<WorkloadKind, (object: Fields) => WorkloadShape>({
  Deployment: projectDeployment,
  StatefulSet: projectStatefulSet,
  DaemonSet: projectDaemonSet,
  Rollout: projectArgoRollout,
  CronJob: projectCronJob,
  Job: projectJob,
} satisfies Projections);

/** Kinds whose health rule also reads manifests that the projection of the kind would refuse. */
const JUDGED_BODIES: { readonly [K in JudgedBody['kind']]: (object: Fields) => JudgedBody } = {
  Rollout: argoRolloutBody,
};

/** Whether manifests of this kind are read only for their health rule. */
export function isJudged(kind: string): kind is JudgedBody['kind'] {
  return Object.hasOwn(JUDGED_BODIES, kind);
}

/** What the health rule reads of a manifest of such a kind; null for every other kind. Throws MalformedObject. */
export function judgedBody(object: Fields, group: string, kind: string): JudgedBody | null {
  if (!isWorkloadKind(kind) || !isJudged(kind) || traitsOf(kind).api.group !== group) return null;
  return JUDGED_BODIES[kind](object);
}
