import type { ControllerRevision, DaemonSet, Deployment, ReplicaSet, StatefulSet } from '@/lib/model';
import { podTemplate } from './container';
import type { Fields } from './fields';
import { conditions, head, labelSelector } from './meta';

const DEFAULT_PROGRESS_DEADLINE_SECONDS = 600;
/** The value by which the API means that there is no deadline. */
const NO_DEADLINE = 2_147_483_647;

export function projectDeployment(object: Fields): Deployment {
  const spec = object.object('spec');
  const strategy = spec.object('strategy');
  const rollingUpdate = strategy.object('rollingUpdate');
  const deadline = spec.count('progressDeadlineSeconds') ?? DEFAULT_PROGRESS_DEADLINE_SECONDS;
  return {
    ...head('Deployment', object),
    spec: {
      replicas: spec.count('replicas') ?? 1,
      paused: spec.bool('paused') ?? false,
      minReadySeconds: spec.count('minReadySeconds') ?? 0,
      progressDeadlineSeconds: deadline === NO_DEADLINE ? undefined : deadline,
      selector: labelSelector(spec),
      strategy: {
        type: strategy.shared('type') ?? 'RollingUpdate',
        maxSurge: rollingUpdate.intOrString('maxSurge'),
        maxUnavailable: rollingUpdate.intOrString('maxUnavailable'),
      },
      template: podTemplate(spec),
    },
    status: deploymentStatus(object.object('status')),
  };
}

function deploymentStatus(status: Fields): Deployment['status'] {
  return {
    observedGeneration: status.long('observedGeneration') ?? 0,
    replicas: status.count('replicas') ?? 0,
    updatedReplicas: status.count('updatedReplicas') ?? 0,
    readyReplicas: status.count('readyReplicas') ?? 0,
    availableReplicas: status.count('availableReplicas') ?? 0,
    unavailableReplicas: status.count('unavailableReplicas') ?? 0,
    conditions: conditions(status),
  };
}

export function projectReplicaSet(object: Fields): ReplicaSet {
  const spec = object.object('spec');
  const status = object.object('status');
  return {
    ...head('ReplicaSet', object),
    spec: {
      replicas: spec.count('replicas') ?? 1,
      minReadySeconds: spec.count('minReadySeconds') ?? 0,
      selector: labelSelector(spec),
      template: podTemplate(spec, false),
    },
    status: {
      observedGeneration: status.long('observedGeneration') ?? 0,
      replicas: status.count('replicas') ?? 0,
      readyReplicas: status.count('readyReplicas') ?? 0,
      availableReplicas: status.count('availableReplicas') ?? 0,
      conditions: conditions(status),
    },
  };
}

export function projectStatefulSet(object: Fields): StatefulSet {
  const spec = object.object('spec');
  const strategy = spec.object('updateStrategy');
  const rollingUpdate = strategy.optional('rollingUpdate');
  return {
    ...head('StatefulSet', object),
    spec: {
      replicas: spec.count('replicas') ?? 1,
      serviceName: spec.str('serviceName') ?? '',
      minReadySeconds: spec.count('minReadySeconds') ?? 0,
      selector: labelSelector(spec),
      template: podTemplate(spec),
      updateStrategy: {
        type: strategy.shared('type') ?? 'RollingUpdate',
        rollingUpdate:
          rollingUpdate === undefined ? undefined : { partition: rollingUpdate.count('partition') },
      },
    },
    status: statefulSetStatus(object.object('status')),
  };
}

function statefulSetStatus(status: Fields): StatefulSet['status'] {
  return {
    observedGeneration: status.long('observedGeneration') ?? 0,
    replicas: status.count('replicas') ?? 0,
    updatedReplicas: status.count('updatedReplicas') ?? 0,
    readyReplicas: status.count('readyReplicas') ?? 0,
    currentReplicas: status.count('currentReplicas') ?? 0,
    availableReplicas: status.count('availableReplicas') ?? 0,
    currentRevision: status.str('currentRevision') ?? '',
    updateRevision: status.str('updateRevision') ?? '',
    conditions: conditions(status),
  };
}

export function projectDaemonSet(object: Fields): DaemonSet {
  const spec = object.object('spec');
  const status = object.object('status');
  const strategy = spec.object('updateStrategy');
  const rollingUpdate = strategy.object('rollingUpdate');
  return {
    ...head('DaemonSet', object),
    spec: {
      minReadySeconds: spec.count('minReadySeconds') ?? 0,
      selector: labelSelector(spec),
      template: podTemplate(spec),
      updateStrategy: {
        type: strategy.shared('type') ?? 'RollingUpdate',
        maxUnavailable: rollingUpdate.intOrString('maxUnavailable'),
        maxSurge: rollingUpdate.intOrString('maxSurge'),
      },
    },
    status: {
      observedGeneration: status.long('observedGeneration') ?? 0,
      desiredNumberScheduled: status.count('desiredNumberScheduled') ?? 0,
      currentNumberScheduled: status.count('currentNumberScheduled') ?? 0,
      updatedNumberScheduled: status.count('updatedNumberScheduled') ?? 0,
      numberReady: status.count('numberReady') ?? 0,
      numberAvailable: status.count('numberAvailable') ?? 0,
      numberUnavailable: status.count('numberUnavailable') ?? 0,
      numberMisscheduled: status.count('numberMisscheduled') ?? 0,
      conditions: conditions(status),
    },
  };
}

/** `data` is the patch by which its controller stores the template: `{spec: {template}}`. */
export function projectControllerRevision(object: Fields): ControllerRevision {
  return {
    ...head('ControllerRevision', object),
    revision: object.long('revision') ?? 0,
    template: podTemplate(object.object('data').object('spec'), false),
  };
}
