import type { ReplicaSet } from '@/lib/model';
import { conditionOf } from '../conditions';
import { count, partOf, quoted } from '../sentences';
import { nameOf, scaledToZero, type HealthFinding } from './judge';

/** Argo CD's verdict on a ReplicaSet (gitops-engine, pkg/health, health_replicaset.go); the order of the branches is its own. */
export function replicaSetHealth(set: ReplicaSet): HealthFinding {
  const { spec, status, metadata } = set;
  const name = nameOf(set);
  if (metadata.generation > status.observedGeneration) {
    return {
      status: 'Progressing',
      rule: 'replicaset.generation',
      field: 'status.observedGeneration',
      value: status.observedGeneration,
      says: `${name} is at generation ${metadata.generation}, and its controller has seen ${status.observedGeneration}`,
    };
  }
  const failure = conditionOf(status.conditions, 'ReplicaFailure');
  if (failure?.status === 'True') {
    const why = failure.message ?? failure.reason ?? '';
    return {
      status: 'Degraded',
      rule: 'replicaset.replica-failure',
      field: 'status.conditions[ReplicaFailure].status',
      value: failure.status,
      says: `${name} cannot make its pods${why === '' ? '' : `: ${quoted(why)}`}`,
      since: failure.lastTransitionTime,
    };
  }
  const reading = { field: 'status.availableReplicas', value: status.availableReplicas };
  if (status.availableReplicas < spec.replicas) {
    return {
      status: 'Progressing',
      rule: 'replicaset.available-replicas',
      ...reading,
      says: `${name} has ${status.availableReplicas} of ${count(spec.replicas, 'replica')} available`,
    };
  }
  return {
    status: 'Healthy',
    rule: 'replicaset.available',
    ...reading,
    ...(spec.replicas === 0
      ? scaledToZero(name, 'replica')
      : { says: `${name} has ${partOf(spec.replicas, spec.replicas, 'replica')} available` }),
  };
}
