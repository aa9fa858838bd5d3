import type { ArgoRollout } from '@/lib/model';
import { podTemplate } from './container';
import type { Fields } from './fields';
import { argoRollout } from './manifest-bodies';
import { conditions, head, labelSelector } from './meta';

const DEFAULT_PROGRESS_DEADLINE_SECONDS = 600;

/** Defaults are those of the Rollout specification (argo-rollouts documentation, Rollout Specification). */
export function projectArgoRollout(object: Fields): ArgoRollout {
  const spec = object.object('spec');
  const status = object.object('status');
  const judged = argoRollout(object);
  const canary = spec.object('strategy').object('canary');
  return {
    ...head('Rollout', object),
    spec: {
      replicas: judged.replicas,
      paused: judged.paused,
      minReadySeconds: spec.count('minReadySeconds') ?? 0,
      progressDeadlineSeconds: spec.count('progressDeadlineSeconds') ?? DEFAULT_PROGRESS_DEADLINE_SECONDS,
      selector: labelSelector(spec),
      strategy: {
        type: judged.strategy,
        maxSurge: canary.intOrString('maxSurge'),
        maxUnavailable: canary.intOrString('maxUnavailable'),
        steps: canary.list('steps', () => null).length,
      },
      template: podTemplate(spec),
    },
    status: {
      observedGeneration: judged.status?.observedGeneration ?? 0,
      replicas: judged.status?.replicas ?? 0,
      updatedReplicas: judged.status?.updatedReplicas ?? 0,
      readyReplicas: status.count('readyReplicas') ?? 0,
      availableReplicas: judged.status?.availableReplicas ?? 0,
      currentPodHash: judged.status?.currentPodHash ?? '',
      currentStepIndex: status.count('currentStepIndex'),
      conditions: conditions(status),
    },
    judged,
  };
}
