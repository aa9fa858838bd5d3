import type { StatefulSet } from '@/lib/model';
import { count } from '../../sentences';
import { ON_DELETE } from '../bounds';
import { success, waiting, type KubectlStatus, type RolloutRules } from './rules';

export const statefulSetRules: RolloutRules<StatefulSet> = {
  status: (set) => (set.spec.updateStrategy.type === 'RollingUpdate' ? rollingStatus(set) : null),
  strategy,
  pause: () => null,
  failure: () => null,
};

function rollingStatus({ metadata, spec, status }: StatefulSet): KubectlStatus {
  if (status.observedGeneration === 0 || metadata.generation > status.observedGeneration) {
    return waiting('generation', 'observedGeneration', status.observedGeneration);
  }
  if (status.readyReplicas < spec.replicas) {
    return waiting('ready-replicas', 'readyReplicas', status.readyReplicas);
  }
  const { rollingUpdate } = spec.updateStrategy;
  if (rollingUpdate !== undefined) {
    const { partition } = rollingUpdate;
    return partition !== undefined && status.updatedReplicas < spec.replicas - partition
      ? waiting('partition', 'updatedReplicas', status.updatedReplicas)
      : success('complete', 'updatedReplicas', status.updatedReplicas);
  }
  return status.updateRevision === status.currentRevision
    ? success('complete', 'currentRevision', status.currentRevision)
    : waiting('update-revision', 'updateRevision', status.updateRevision);
}

function strategy({ spec }: StatefulSet, pods: number): string {
  if (spec.updateStrategy.type === 'OnDelete') return ON_DELETE;
  const kept = Math.min(spec.updateStrategy.rollingUpdate?.partition ?? 0, pods);
  const order = 'one pod at a time, from the highest number down';
  if (kept === 0) return order;
  if (kept === pods) return `all ${count(pods, 'pod')} are kept at the old revision by the partition`;
  return `${order}; the first ${kept === 1 ? 'is' : `${kept} are`} kept at the old revision`;
}
