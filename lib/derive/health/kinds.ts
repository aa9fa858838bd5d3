import {
  KindTable,
  type JudgedBody,
  type Manifest,
  type Workload,
  type WorkloadKind,
  type WorkloadMap,
  type WorkloadShape,
} from '@/lib/model';
import { argoRolloutHealth } from './argo-rollout';
import { cronJobHealth } from './cron-job';
import { daemonSetHealth } from './daemon-set';
import { deploymentHealth } from './deployment';
import { jobHealth } from './job';
import type { HealthFinding } from './judge';
import { statefulSetHealth } from './stateful-set';

/** The health of an object of one workload kind, judged from that object alone. */
export interface ObjectRule<W extends WorkloadShape> {
  judge(workload: W): HealthFinding;
}

type Rules = { readonly [K in WorkloadKind]: ObjectRule<WorkloadMap[K]> };

/** The rule for objects of each workload kind. */
export const objectRules = new KindTable<WorkloadKind, ObjectRule<Workload>>({
  Deployment: { judge: deploymentHealth },
  StatefulSet: { judge: statefulSetHealth },
  DaemonSet: { judge: daemonSetHealth },
  Rollout: { judge: (rollout) => argoRolloutHealth(rollout, rollout.judged) },
  CronJob: { judge: cronJobHealth },
  Job: { judge: jobHealth },
} satisfies Rules);

/** The rule for manifests that are read only for their rule. */
export const judgedFinding: (manifest: Manifest, body: JudgedBody) => HealthFinding = argoRolloutHealth;
