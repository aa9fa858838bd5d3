import type { PersistentVolumeClaim, PodDisruptionBudget, ResourceQuota } from '@/lib/model';
import type { Fields } from './fields';
import { conditions, head, labelSelector } from './meta';

export function projectPersistentVolumeClaim(object: Fields): PersistentVolumeClaim {
  const spec = object.object('spec');
  const status = object.object('status');
  return {
    ...head('PersistentVolumeClaim', object),
    spec: {
      storageClassName: spec.shared('storageClassName'),
      requests: spec.object('resources').map('requests', { numbers: true }),
      volumeName: spec.str('volumeName'),
    },
    status: { phase: status.shared('phase') ?? '', conditions: conditions(status) },
  };
}

export function projectPodDisruptionBudget(object: Fields): PodDisruptionBudget {
  const spec = object.object('spec');
  const status = object.object('status');
  return {
    ...head('PodDisruptionBudget', object),
    spec: {
      minAvailable: spec.intOrString('minAvailable'),
      maxUnavailable: spec.intOrString('maxUnavailable'),
      selector: spec.has('selector') ? labelSelector(spec) : undefined,
    },
    status: {
      observedGeneration: status.long('observedGeneration') ?? 0,
      disruptionsAllowed: status.count('disruptionsAllowed') ?? 0,
      currentHealthy: status.count('currentHealthy') ?? 0,
      desiredHealthy: status.count('desiredHealthy') ?? 0,
      expectedPods: status.count('expectedPods') ?? 0,
      conditions: conditions(status),
    },
  };
}

/** Only the status, as its controller counted it: `spec.hard` is not in force until it is in `status.hard`. */
export function projectResourceQuota(object: Fields): ResourceQuota {
  const status = object.object('status');
  return {
    ...head('ResourceQuota', object),
    status: {
      hard: status.map('hard', { numbers: true }),
      used: status.map('used', { numbers: true }),
    },
  };
}
