import type { GatewayBody, ManifestBody, ManifestCondition, RouteBody } from '@/lib/model';
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
 * Conditions of a kind whose schema is not known. Items that do not follow Kubernetes' API conventions are left out, because they may mean
 * something else.
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
