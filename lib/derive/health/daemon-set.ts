import type { DaemonSet } from '@/lib/model';
import { count } from '../sentences';
import { nameOf, type HealthFinding } from './judge';

/** Argo CD's verdict on a DaemonSet (gitops-engine, pkg/health, health_daemonset.go); the order of the branches is its own. */
export function daemonSetHealth(set: DaemonSet): HealthFinding {
  const { spec, status, metadata } = set;
  const name = nameOf(set);
  const desired = status.desiredNumberScheduled;
  if (metadata.generation > status.observedGeneration) {
    return {
      status: 'Progressing',
      rule: 'daemonset.generation',
      field: 'status.observedGeneration',
      value: status.observedGeneration,
      says: `${name} is at generation ${metadata.generation}, and its controller has seen ${status.observedGeneration}`,
    };
  }
  if (spec.updateStrategy.type === 'OnDelete') {
    return {
      status: 'Healthy',
      rule: 'daemonset.on-delete',
      field: 'spec.updateStrategy.type',
      value: 'OnDelete',
      says: `${name} has updated ${status.updatedNumberScheduled} of ${count(desired, 'pod')} and updates the others when they are deleted`,
    };
  }
  if (status.updatedNumberScheduled < desired) {
    return {
      status: 'Progressing',
      rule: 'daemonset.updated-pods',
      field: 'status.updatedNumberScheduled',
      value: status.updatedNumberScheduled,
      says: `${name} has updated ${status.updatedNumberScheduled} of ${count(desired, 'pod')}`,
    };
  }
  if (status.numberAvailable < desired) {
    return {
      status: 'Progressing',
      rule: 'daemonset.available-pods',
      field: 'status.numberAvailable',
      value: status.numberAvailable,
      says: `${name} has ${status.numberAvailable} of ${count(desired, 'pod')} available`,
    };
  }
  return {
    status: 'Healthy',
    rule: 'daemonset.available',
    field: 'status.numberAvailable',
    value: status.numberAvailable,
    says:
      desired === 0
        ? `${name} matches no node`
        : `${name} has a pod available on ${desired === 1 ? 'its only node' : `all ${desired} nodes`}`,
  };
}
