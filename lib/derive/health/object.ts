import { isWorkloadKind, type AnyObject, type ObjectHealth, type Verdict, type Workload } from '@/lib/model';
import type { Viewpoint } from '../evidence';
import { plusSeconds } from '../times';
import { endpointSliceHealth } from './endpoint-slice';
import { horizontalPodAutoscalerHealth } from './horizontal-pod-autoscaler';
import { judged, pendingDeletion, type HealthFinding } from './judge';
import { objectRules } from './kinds';
import { ingressHealth, serviceHealth } from './load-balanced';
import { namespaceHealth, terminating } from './namespace';
import { nodeHealth } from './node';
import { persistentVolumeClaimHealth } from './persistent-volume-claim';
import { podDisruptionBudgetHealth } from './pod-disruption-budget';
import { podHealth } from './pod';
import { replicaSetHealth } from './replica-set';
import { resourceQuotaHealth } from './resource-quota';

/**
 * The health of one object, judged from that object alone: exactly Argo CD's verdict, with a sentence and a receipt of
 * ours; our own where Argo CD has none (docs/decisions/0012). Null for an Event and for the kinds that only the
 * topology reads. What is pending deletion is Progressing, whatever its kind.
 */
export function objectHealth(object: AnyObject, view: Viewpoint): Verdict<ObjectHealth> | null {
  const finding = objectFinding(object);
  return finding === null ? null : judged(object, view, finding);
}

/** The same as a finding, without sentence and receipt. */
export function objectFinding(object: AnyObject): HealthFinding | null {
  const leaving = pendingDeletion(object);
  if (leaving === null) return ruleOf(object);
  if (object.kind === 'Namespace') return terminating(object);
  return object.kind === 'Pod' ? { ...leaving, since: deletionRequestedAt(object, leaving) } : leaving;
}

function isOfWorkload(object: AnyObject): object is Workload {
  return isWorkloadKind(object.kind);
}

function ruleOf(object: AnyObject): HealthFinding | null {
  if (isOfWorkload(object)) return objectRules.of(object.kind).judge(object);
  switch (object.kind) {
    case 'ReplicaSet':
      return replicaSetHealth(object);
    case 'Pod':
      return podHealth(object);
    case 'HorizontalPodAutoscaler':
      return horizontalPodAutoscalerHealth(object);
    case 'Ingress':
      return ingressHealth(object);
    case 'Service':
      return serviceHealth(object);
    case 'EndpointSlice':
      return endpointSliceHealth(object);
    case 'Namespace':
      return namespaceHealth(object);
    case 'Node':
      return nodeHealth(object);
    case 'PersistentVolumeClaim':
      return persistentVolumeClaimHealth(object);
    case 'PodDisruptionBudget':
      return podDisruptionBudgetHealth(object);
    case 'ResourceQuota':
      return resourceQuotaHealth(object);
    case 'ControllerRevision':
    case 'Event':
    case 'ConfigMap':
    case 'NetworkPolicy':
    case 'Gateway':
    case 'HTTPRoute':
    case 'GRPCRoute':
    case 'VirtualService':
      return null;
  }
}

/** When the deletion of a pod was requested: its deletionTimestamp is the end of the grace period. */
function deletionRequestedAt(
  pod: Extract<AnyObject, { kind: 'Pod' }>,
  { since }: HealthFinding,
): string | null {
  return since == null ? null : plusSeconds(since, -pod.spec.terminationGracePeriodSeconds);
}
