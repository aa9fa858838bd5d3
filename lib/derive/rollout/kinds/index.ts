import { KindTable, type Replicated, type ReplicatedKind, type WorkloadMap } from '@/lib/model';
import { argoRolloutRules } from './argo-rollout';
import { daemonSetRules } from './daemon-set';
import { deploymentRules } from './deployment';
import type { RolloutRules } from './rules';
import { statefulSetRules } from './stateful-set';

export type { KubectlStatus, RolloutRules } from './rules';

type Rules = { readonly [K in ReplicatedKind]: RolloutRules<WorkloadMap[K]> };

/** The rules for rollouts of each kind. */
export const rolloutRules = new KindTable<ReplicatedKind, RolloutRules<Replicated>>({
  Deployment: deploymentRules,
  StatefulSet: statefulSetRules,
  DaemonSet: daemonSetRules,
  Rollout: argoRolloutRules,
} satisfies Rules);

/** The rules for the kind of a workload. */
export function rulesOf({ kind }: Replicated): RolloutRules<Replicated> {
  return rolloutRules.of(kind);
}
