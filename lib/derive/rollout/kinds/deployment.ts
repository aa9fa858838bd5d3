import type { Deployment } from '@/lib/model';
import { conditionOf } from '../../conditions';
import { rollingWords } from '../bounds';
import { success, waiting, type KubectlStatus, type RolloutRules } from './rules';

export const deploymentRules: RolloutRules<Deployment> = {
  status,
  strategy: ({ spec }, pods) =>
    spec.strategy.type === 'Recreate'
      ? 'all old pods end before the first new one starts'
      : rollingWords(spec.strategy, pods),
  pause({ metadata, spec, status: { conditions } }) {
    if (!spec.paused) return null;
    const condition = conditionOf(conditions, 'Progressing');
    return {
      says: `rollouts of ${metadata.name} are paused`,
      since: condition?.reason === 'DeploymentPaused' ? condition.lastUpdateTime : null,
      reading: { rule: 'placement.paused', field: 'spec.paused', value: true },
    };
  },
  failure: () => null,
};

function status({ metadata, spec, status }: Deployment): KubectlStatus {
  if (metadata.generation > status.observedGeneration) {
    return waiting('generation', 'observedGeneration', status.observedGeneration);
  }
  const progressing = conditionOf(status.conditions, 'Progressing');
  if (progressing?.reason === 'ProgressDeadlineExceeded') {
    return {
      ...waiting('progress-deadline', 'conditions[Progressing].reason', progressing.reason),
      verdict: 'deadline-exceeded',
    };
  }
  if (status.updatedReplicas < spec.replicas) {
    return waiting('updated-replicas', 'updatedReplicas', status.updatedReplicas);
  }
  if (status.replicas > status.updatedReplicas) return waiting('old-replicas', 'replicas', status.replicas);
  if (status.availableReplicas < status.updatedReplicas) {
    return waiting('available-replicas', 'availableReplicas', status.availableReplicas);
  }
  return success('complete', 'availableReplicas', status.availableReplicas);
}
