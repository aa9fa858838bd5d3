import { KindTable, type Replicated, type ReplicatedKind, type WorkloadMap } from '@/lib/model';
import { argoRolloutRules } from './argo-rollout';
import { daemonSetRules } from './daemon-set';
import { deploymentRules } from './deployment';
import type { RolloutRules } from './rules';
import { statefulSetRules } from './stateful-set';

export type { KubectlStatus, RolloutRules } from './rules';

type Rules = { readonly [K in ReplicatedKind]: RolloutRules<WorkloadMap[K]> };

/** How the rollouts of each kind are judged. */
export const rolloutRules = new KindTable<ReplicatedKind, RolloutRules<Replicated>>({
  Deployment: deploymentRules,
  StatefulSet: statefulSetRules,
  DaemonSet: daemonSetRules,
  Rollout: argoRolloutRules,
} satisfies Rules);

/** The rules for a workload of their kind. */
export function rulesOf({ kind }: Replicated): RolloutRules<Replicated> {
  return rolloutRules.of(kind);
}
