import type { ArgoRollout, ArgoRolloutBody } from '@/lib/model';
import { podTemplate } from './container';
import type { Fields } from './fields';
import { conditionsOf } from './manifest-bodies';
import { conditions, head, labelSelector } from './meta';

const DEFAULT_PROGRESS_DEADLINE_SECONDS = 600;

/** Defaults are those of the Rollout specification (argo-rollouts documentation, Rollout Specification). */
export function projectArgoRollout(object: Fields): ArgoRollout {
  const spec = object.object('spec');
  const status = object.object('status');
  const judged = argoRolloutBody(object);
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

/** What the rule of health reads. */
export function argoRolloutBody(object: Fields): ArgoRolloutBody {
  const spec = object.object('spec');
  const strategy = spec.object('strategy');
  const status = object.optional('status');
  return {
    rule: 'judged',
    kind: 'Rollout',
    strategy: strategy.has('blueGreen') ? 'blueGreen' : strategy.has('canary') ? 'canary' : 'none',
    paused: spec.bool('paused') ?? false,
    replicas: spec.count('replicas') ?? 1,
    workloadGeneration: spec.has('workloadRef') ? workloadGeneration(object) : undefined,
    status: status && rolloutStatus(status),
  };
}

function workloadGeneration(object: Fields): number | undefined {
  const name = 'rollout.argoproj.io/workload-generation';
  const annotations = object.object('metadata').map('annotations', { keep: (key) => key === name });
  return numeric(annotations[name]);
}

function rolloutStatus(status: Fields): ArgoRolloutBody['status'] {
  return {
    observedGeneration: numeric(status.intOrString('observedGeneration')),
    workloadObservedGeneration: numeric(status.intOrString('workloadObservedGeneration')),
    phase: status.str('phase'),
    message: status.str('message'),
    conditions: conditionsOf(status),
    pauses: status.list('pauseConditions', () => null).length,
    replicas: status.count('replicas') ?? 0,
    updatedReplicas: status.count('updatedReplicas') ?? 0,
    availableReplicas: status.count('availableReplicas') ?? 0,
    currentPodHash: status.str('currentPodHash'),
    stableHash: status.str('stableRS') ?? status.object('canary').str('stableRS') ?? '',
    activeHash: status.object('blueGreen').str('activeSelector'),
  };
}

/** Rollouts write generations as strings; before v0.10 the field held a hash, which is not a generation. */
function numeric(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,15}$/u.test(text) ? Number(text) : undefined;
}
