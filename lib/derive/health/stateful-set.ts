import type { StatefulSet } from '@/lib/model';
import { count, partOf } from '../sentences';
import { nameOf, scaledToZero, type HealthFinding } from './judge';

/** Argo CD's verdict on a StatefulSet (gitops-engine, pkg/health, health_statefulset.go); the order of the branches is its own. */
export function statefulSetHealth(set: StatefulSet): HealthFinding {
  const { spec, status, metadata } = set;
  const name = nameOf(set);
  if (status.observedGeneration === 0 || metadata.generation > status.observedGeneration) {
    return {
      status: 'Progressing',
      rule: 'statefulset.generation',
      field: 'status.observedGeneration',
      value: status.observedGeneration,
      says:
        status.observedGeneration === 0
          ? `${name} was not seen by its controller yet`
          : `${name} is at generation ${metadata.generation}, and its controller has seen ${status.observedGeneration}`,
    };
  }
  if (status.readyReplicas < spec.replicas) {
    return {
      status: 'Progressing',
      rule: 'statefulset.ready-replicas',
      field: 'status.readyReplicas',
      value: status.readyReplicas,
      says: `${name} has ${status.readyReplicas} of ${count(spec.replicas, 'pod')} ready`,
    };
  }
  const { type, rollingUpdate } = spec.updateStrategy;
  if (type === 'RollingUpdate' && rollingUpdate !== undefined)
    return partitioned(set, rollingUpdate.partition);
  if (type === 'OnDelete') {
    return {
      status: 'Healthy',
      rule: 'statefulset.on-delete',
      field: 'spec.updateStrategy.type',
      value: type,
      says: `${name} has ${count(status.readyReplicas, 'ready pod')} and updates them when they are deleted`,
    };
  }
  if (status.updateRevision !== status.currentRevision) {
    return {
      status: 'Progressing',
      rule: 'statefulset.update-revision',
      field: 'status.updateRevision',
      value: status.updateRevision,
      says: `${name} has updated ${status.updatedReplicas} of ${count(spec.replicas, 'pod')} to revision ${status.updateRevision}`,
    };
  }
  return {
    status: 'Healthy',
    rule: 'statefulset.current-revision',
    field: 'status.currentRevision',
    value: status.currentRevision,
    ...(spec.replicas === 0
      ? scaledToZero(name, 'pod')
      : { says: `${name} has ${partOf(status.readyReplicas, spec.replicas, 'pod')} ready at one revision` }),
  };
}

/** The usual last branch: the API server writes `rollingUpdate.partition` into every set with a rolling update. */
function partitioned({ spec, status, metadata }: StatefulSet, partition: number | undefined): HealthFinding {
  const name = `StatefulSet ${metadata.name}`;
  const toUpdate = spec.replicas - (partition ?? 0);
  if (partition !== undefined && status.updatedReplicas < toUpdate) {
    return {
      status: 'Progressing',
      rule: 'statefulset.partition',
      field: 'status.updatedReplicas',
      value: status.updatedReplicas,
      says: `${name} has updated ${status.updatedReplicas} of ${count(toUpdate, 'pod')}${partition === 0 ? '' : ` above partition ${partition}`}`,
    };
  }
  return {
    status: 'Healthy',
    rule: 'statefulset.partition-complete',
    field: 'status.updatedReplicas',
    value: status.updatedReplicas,
    ...(spec.replicas === 0
      ? scaledToZero(name, 'pod')
      : {
          says: `${name} has ${partOf(status.readyReplicas, spec.replicas, 'pod')} ready, ${status.updatedReplicas} at the newest revision`,
        }),
  };
}
