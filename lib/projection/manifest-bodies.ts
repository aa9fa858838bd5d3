import type { ArgoRolloutBody, GatewayBody, ManifestBody, ManifestCondition, RouteBody } from '@/lib/model';
import type { Fields } from './fields';
import { isMalformedObject } from './malformed';

/** `status.conditions`; empty without a status. */
export function conditionsOf(status: Fields | undefined): readonly ManifestCondition[] {
  return status?.list('conditions', condition) ?? [];
}

function condition(item: Fields): ManifestCondition {
  return {
    type: item.required('type'),
    status: item.str('status') ?? '',
    reason: item.str('reason'),
    message: item.str('message'),
    lastTransitionTime: item.time('lastTransitionTime'),
    observedGeneration: item.long('observedGeneration'),
  };
}

/**
 * Conditions of a kind whose schema is not known: what does not look like the conditions of Kubernetes' API conventions
 * is left out, for it means something else there.
 */
export function looseConditions(object: Fields): ManifestBody {
  const status = tried(() => object.optional('status'));
  const items = status === undefined ? [] : (tried(() => status.list('conditions', tryCondition)) ?? []);
  return {
    rule: 'conditions',
    observedGeneration: status && tried(() => status.long('observedGeneration')),
    conditions: items.filter((item) => item !== undefined),
  };
}

function tryCondition(item: Fields): ManifestCondition | undefined {
  return tried(() => condition(item));
}

function tried<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (isMalformedObject(error)) return undefined;
    throw error;
  }
}

export function workflow(status: Fields | undefined): ManifestBody {
  return { rule: 'workflow', phase: status?.str('phase') ?? '', message: status?.str('message') };
}

export function argoRollout(object: Fields): ArgoRolloutBody {
  const spec = object.object('spec');
  const strategy = spec.object('strategy');
  const status = object.optional('status');
  return {
    rule: 'argo-rollout',
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

/** Rollouts write generations as strings; before v0.10 it was a hash, which is none. */
function numeric(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,15}$/u.test(text) ? Number(text) : undefined;
}

export function gateway(status: Fields | undefined): GatewayBody {
  return {
    rule: 'gateway',
    conditions: status?.has('conditions') === true ? conditionsOf(status) : undefined,
    listeners:
      status?.list('listeners', (listener) => ({
        name: listener.str('name') ?? '',
        conditions: conditionsOf(listener),
      })) ?? [],
  };
}

export function routeParents(status: Fields | undefined): RouteBody['parents'] {
  return (
    status?.list('parents', (parent) => ({
      name: parent.object('parentRef').str('name') ?? '',
      conditions: conditionsOf(parent),
    })) ?? []
  );
}
