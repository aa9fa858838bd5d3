import type { ArgoRollout, DaemonSet, Deployment, KubectlVerdict, StatefulSet } from '@/lib/model';
import { conditionOf } from '../conditions';
import { argoRolloutHealth } from '../health/argo-rollout';
import type { Reading } from '../evidence';
import type { Replicated } from '../pods/revisions';

/** The verdict and the check that gave it. */
export interface KubectlStatus extends Reading {
  readonly verdict: KubectlVerdict;
}

/**
 * What `kubectl rollout status` says at this moment: its checks in its order (kubectl, polymorphichelpers,
 * rollout_status.go). Null where it refuses to answer: for the update strategy OnDelete. Of an Argo Rollout it is what its own plugin,
 * `kubectl argo rollouts status`, says: Healthy is success, Degraded an error, all else waits.
 */
export function kubectlStatus(workload: Replicated): KubectlStatus | null {
  switch (workload.kind) {
    case 'Deployment':
      return deploymentStatus(workload);
    case 'StatefulSet':
      return workload.spec.updateStrategy.type === 'RollingUpdate' ? statefulSetStatus(workload) : null;
    case 'DaemonSet':
      return workload.spec.updateStrategy.type === 'RollingUpdate' ? daemonSetStatus(workload) : null;
    case 'Rollout':
      return argoRolloutStatus(workload);
  }
}

const waiting = (rule: string, field: string, value: string | number): KubectlStatus => ({
  verdict: 'waiting',
  rule: `rollout.${rule}`,
  field: `status.${field}`,
  value,
});
const success = (rule: string, field: string, value: string | number): KubectlStatus => ({
  ...waiting(rule, field, value),
  verdict: 'success',
});

function deploymentStatus({ metadata, spec, status }: Deployment): KubectlStatus {
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

function statefulSetStatus({ metadata, spec, status }: StatefulSet): KubectlStatus {
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

function daemonSetStatus({ metadata, status }: DaemonSet): KubectlStatus {
  if (metadata.generation > status.observedGeneration) {
    return waiting('generation', 'observedGeneration', status.observedGeneration);
  }
  if (status.updatedNumberScheduled < status.desiredNumberScheduled) {
    return waiting('updated-pods', 'updatedNumberScheduled', status.updatedNumberScheduled);
  }
  return status.numberAvailable < status.desiredNumberScheduled
    ? waiting('available-pods', 'numberAvailable', status.numberAvailable)
    : success('complete', 'numberAvailable', status.numberAvailable);
}

function argoRolloutStatus(rollout: ArgoRollout): KubectlStatus {
  const { status, rule, field, value } = argoRolloutHealth(rollout, rollout.judged);
  const reading = { rule, field, value };
  if (status === 'Healthy') return { verdict: 'success', ...reading };
  return { verdict: status === 'Degraded' ? 'deadline-exceeded' : 'waiting', ...reading };
}
