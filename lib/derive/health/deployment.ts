import type { Deployment } from '@/lib/model';
import { conditionOf, isTrue } from '../conditions';
import { latest } from '../times';
import { count, partOf } from '../sentences';
import { nameOf, scaledToZero, type HealthFinding } from './judge';

/** Argo CD's verdict on a Deployment (gitops-engine, pkg/health, health_deployment.go); the order of the branches is its own. */
export function deploymentHealth(deployment: Deployment): HealthFinding {
  const { spec, status, metadata } = deployment;
  const name = nameOf(deployment);
  const progressing = conditionOf(status.conditions, 'Progressing');
  if (spec.paused) {
    return {
      status: 'Suspended',
      rule: 'deployment.paused',
      field: 'spec.paused',
      value: true,
      says: `${name} is paused`,
      since: progressing?.reason === 'DeploymentPaused' ? progressing.lastUpdateTime : null,
    };
  }
  if (metadata.generation > status.observedGeneration) {
    return {
      status: 'Progressing',
      rule: 'deployment.generation',
      field: 'status.observedGeneration',
      value: status.observedGeneration,
      says: `${name} is at generation ${metadata.generation}, and its controller has seen ${status.observedGeneration}`,
    };
  }
  if (progressing?.reason === 'ProgressDeadlineExceeded') {
    const deadline = spec.progressDeadlineSeconds;
    return {
      status: 'Degraded',
      rule: 'deployment.progress-deadline',
      field: 'status.conditions[Progressing].reason',
      value: progressing.reason,
      says: `${name} exceeded its progress deadline${deadline === undefined ? '' : ` of ${deadline} s`}`,
      since: progressing.lastTransitionTime,
    };
  }
  return replicaFinding(deployment);
}

function replicaFinding({ spec, status, metadata }: Deployment): HealthFinding {
  const name = `Deployment ${metadata.name}`;
  if (status.updatedReplicas < spec.replicas) {
    return {
      status: 'Progressing',
      rule: 'deployment.updated-replicas',
      field: 'status.updatedReplicas',
      value: status.updatedReplicas,
      says: `${name} has updated ${status.updatedReplicas} of ${count(spec.replicas, 'replica')}`,
    };
  }
  if (status.replicas > status.updatedReplicas) {
    return {
      status: 'Progressing',
      rule: 'deployment.old-replicas',
      field: 'status.replicas',
      value: status.replicas,
      says: `${name} still runs ${count(status.replicas - status.updatedReplicas, 'old replica')}`,
    };
  }
  const available = conditionOf(status.conditions, 'Available');
  if (status.availableReplicas < status.updatedReplicas) {
    return {
      status: 'Progressing',
      rule: 'deployment.available-replicas',
      field: 'status.availableReplicas',
      value: status.availableReplicas,
      says: `${name} has ${status.availableReplicas} of ${count(status.updatedReplicas, 'updated replica')} available`,
      since: available?.status === 'False' ? available.lastTransitionTime : null,
    };
  }
  return {
    status: 'Healthy',
    rule: 'deployment.available',
    field: 'status.availableReplicas',
    value: status.availableReplicas,
    ...(spec.replicas === 0
      ? scaledToZero(name, 'replica')
      : {
          says: `${name} has ${partOf(status.updatedReplicas, status.updatedReplicas, 'replica')} updated and available`,
        }),
    since: isTrue(status.conditions, 'Available')
      ? latest([available?.lastTransitionTime, conditionOf(status.conditions, 'Progressing')?.lastUpdateTime])
      : null,
  };
}
