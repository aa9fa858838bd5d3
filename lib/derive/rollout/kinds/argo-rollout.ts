import type { ArgoRollout } from '@/lib/model';
import { conditionOf } from '../../conditions';
import { argoRolloutHealth } from '../../health/argo-rollout';
import { count } from '../../sentences';
import { rollingWords } from '../bounds';
import type { RolloutFailure, KubectlStatus, Pause, RolloutRules } from './rules';

/** The controller of Argo Rollouts judges a rollout itself, so Argo CD's verdict on the object decides. */
export const argoRolloutRules: RolloutRules<ArgoRollout> = { status, strategy, pause, failure };

/** As `kubectl argo rollouts status`: Healthy is success, Degraded is an error, everything else waits. */
function status(rollout: ArgoRollout): KubectlStatus {
  const { status: health, rule, field, value } = argoRolloutHealth(rollout, rollout.judged);
  const reading = { rule, field, value };
  if (health === 'Healthy') return { verdict: 'success', ...reading };
  return { verdict: health === 'Degraded' ? 'deadline-exceeded' : 'waiting', ...reading };
}

function strategy({ spec, status: { currentStepIndex } }: ArgoRollout, pods: number): string {
  const { type, steps } = spec.strategy;
  if (type === 'blueGreen')
    return `all ${count(pods, 'new pod')} start beside the old ones, then take over at once`;
  const bounds = rollingWords({ maxSurge: '25%', ...spec.strategy }, pods);
  if (steps === 0) return bounds;
  const at = Math.min((currentStepIndex ?? 0) + 1, steps);
  return `a canary of ${count(steps, 'step')}${(currentStepIndex ?? 0) >= steps ? ', all of them done' : `, at step ${at}`}; ${bounds}`;
}

/** It waits for a person, or for the pause of a step to pass. */
function pause(rollout: ArgoRollout): Pause | null {
  const { status: health, rule, field, value } = argoRolloutHealth(rollout, rollout.judged);
  if (health !== 'Suspended') return null;
  const { metadata, spec } = rollout;
  const { steps } = spec.strategy;
  const at = Math.min((rollout.status.currentStepIndex ?? 0) + 1, steps);
  const progress = conditionOf(rollout.status.conditions, 'Progressing');
  return {
    says: `the rollout of ${metadata.name} is paused${steps > 0 && !spec.paused ? ` at step ${at} of ${steps}` : ''}`,
    since: progress?.reason === 'RolloutPaused' ? progress.lastTransitionTime : null,
    reading: { rule, field, value },
  };
}

/** It was aborted or its deadline passed, as its controller reports; its stable pods may still serve. */
function failure(rollout: ArgoRollout): RolloutFailure | null {
  const { status: health, rule, field, value, since } = argoRolloutHealth(rollout, rollout.judged);
  if (health !== 'Degraded') return null;
  const { name, namespace } = rollout.metadata;
  const progressing = conditionOf(rollout.status.conditions, 'Progressing');
  const message = rollout.judged.status?.message;
  return {
    message: message ?? '',
    detail: message ?? progressing?.message ?? '',
    since: since ?? progressing?.lastTransitionTime ?? null,
    reading: { rule, field, value },
    advice: {
      cause: 'Argo Rollouts keeps the stable version',
      commands: [
        {
          label: `Look at the steps of ${name}`,
          command: `kubectl argo rollouts get rollout ${name} -n ${namespace}`,
        },
        {
          label: `Try ${name} again`,
          command: `kubectl argo rollouts retry rollout ${name} -n ${namespace}`,
        },
      ],
    },
  };
}
