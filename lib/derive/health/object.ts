import type { AnyObject, ObjectHealth, Verdict } from '@/lib/model';
import type { Viewpoint } from '../evidence';
import { plusSeconds } from '../times';
import { cronJobHealth } from './cron-job';
import { daemonSetHealth } from './daemon-set';
import { deploymentHealth } from './deployment';
import { jobHealth } from './job';
import { judged, nameOf, type Finding } from './judge';
import { podHealth } from './pod';
import { statefulSetHealth } from './stateful-set';

/**
 * The health of one object, judged from that object alone: exactly Argo CD's verdict, with a sentence and a receipt of
 * ours. Null for a kind that has no rule here. What is pending deletion is Progressing, whatever its kind.
 */
export function objectHealth(object: AnyObject, view: Viewpoint): Verdict<ObjectHealth> | null {
  const finding = pendingDeletion(object) ?? findingOf(object);
  return finding === null ? null : judged(object, view, finding);
}

function findingOf(object: AnyObject): Finding | null {
  switch (object.kind) {
    case 'Deployment':
      return deploymentHealth(object);
    case 'StatefulSet':
      return statefulSetHealth(object);
    case 'DaemonSet':
      return daemonSetHealth(object);
    case 'Job':
      return jobHealth(object);
    case 'CronJob':
      return cronJobHealth(object);
    case 'Pod':
      return podHealth(object);
    case 'ReplicaSet':
    case 'HorizontalPodAutoscaler':
    case 'Ingress':
    case 'Service':
    case 'EndpointSlice':
    case 'Namespace':
    case 'Node':
    case 'PersistentVolumeClaim':
    case 'PodDisruptionBudget':
    case 'ResourceQuota':
    case 'Event':
      return null;
  }
}

function pendingDeletion(object: AnyObject): Finding | null {
  const { deletionTimestamp, hookFinalizer } = object.metadata;
  if (deletionTimestamp === undefined || hookFinalizer === true) return null;
  return {
    status: 'Progressing',
    rule: `${object.kind.toLowerCase()}.pending-deletion`,
    field: 'metadata.deletionTimestamp',
    value: deletionTimestamp,
    says: `${nameOf(object)} is being deleted`,
    since: deletionAskedAt(object, deletionTimestamp),
  };
}

/** A pod's deletionTimestamp is when its grace ends; the deletion was asked for that long before. */
function deletionAskedAt(object: AnyObject, deletionTimestamp: string): string {
  return object.kind === 'Pod'
    ? plusSeconds(deletionTimestamp, -object.spec.terminationGracePeriodSeconds)
    : deletionTimestamp;
}
