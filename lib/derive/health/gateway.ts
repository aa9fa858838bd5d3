import type { GatewayBody, ManifestCondition, ManifestMeta, RouteBody } from '@/lib/model';
import { conditionOf } from '../conditions';
import { count, quoted } from '../sentences';
import type { HealthFinding } from './judge';

interface Part {
  /** `Gateway public` or `listener https of Gateway public`. */
  readonly name: string;
  /** The path of the conditions: `status.conditions`. */
  readonly path: string;
  readonly conditions: readonly ManifestCondition[];
}

/** A reference to a missing object or a refusal is Degraded; what is not programmed yet is Progressing. */
function partFinding(kind: string, { name, path, conditions }: Part): HealthFinding | null {
  for (const [type, says] of [
    ['ResolvedRefs', 'refers to what is not there'],
    ['Accepted', 'was not accepted'],
  ] as const) {
    const refused = conditions.find((condition) => condition.type === type && condition.status === 'False');
    if (refused === undefined) continue;
    const why = refused.message ?? '';
    return {
      status: 'Degraded',
      rule: `${kind}.${type === 'Accepted' ? 'not-accepted' : 'unresolved-refs'}`,
      field: `${path}[${type}].status`,
      value: refused.status,
      says: `${name} ${says}${why === '' ? '' : `: ${quoted(why)}`}`,
      since: refused.lastTransitionTime,
    };
  }
  const waiting = conditions.find(({ type, status }) => type === 'Programmed' && status !== 'True');
  if (waiting === undefined) return null;
  const why = waiting.message ?? '';
  return {
    status: 'Progressing',
    rule: `${kind}.not-programmed`,
    field: `${path}[Programmed].status`,
    value: waiting.status,
    says: `${name} is not programmed yet${why === '' ? '' : `: ${quoted(why)}`}`,
    since: waiting.lastTransitionTime,
  };
}

/** Argo CD's verdict on a Gateway (resource_customizations/gateway.networking.k8s.io/Gateway/health.lua). */
export function gatewayHealth(name: string, { conditions, listeners }: GatewayBody): HealthFinding {
  const own = partFinding('gateway', { name, path: 'status.conditions', conditions: conditions ?? [] });
  if (own !== null) return own;
  for (const listener of listeners) {
    const finding = partFinding('gateway', {
      name: `listener ${listener.name} of ${name}`,
      path: `status.listeners[${listener.name}].conditions`,
      conditions: listener.conditions,
    });
    if (finding !== null) return finding;
  }
  if (conditions === undefined && listeners.length === 0)
    return waiting('gateway', name, 'status.conditions');
  return {
    status: 'Healthy',
    rule: 'gateway.programmed',
    field: 'status.listeners',
    value: listeners.length,
    says: `${name} serves ${count(listeners.length, 'listener')}`,
  };
}

/** Argo CD's verdict on a GatewayClass (resource_customizations/gateway.networking.k8s.io/GatewayClass/health.lua). */
export function gatewayClassHealth(
  name: string,
  { generation }: ManifestMeta,
  conditions: readonly ManifestCondition[],
): HealthFinding {
  const accepted = conditionOf(
    conditions.filter(
      ({ observedGeneration }) =>
        generation === undefined || observedGeneration === undefined || observedGeneration === generation,
    ),
    'Accepted',
  );
  if (accepted === undefined) return waiting('gatewayclass', name, 'status.conditions[Accepted]');
  const why = accepted.message ?? '';
  const is = { True: 'is accepted', False: 'is not accepted' }[accepted.status] ?? 'is not decided yet';
  return {
    status: accepted.status === 'True' ? 'Healthy' : accepted.status === 'False' ? 'Degraded' : 'Progressing',
    rule: 'gatewayclass.accepted',
    field: 'status.conditions[Accepted].status',
    value: accepted.status,
    says: `${name} ${is}${why === '' || accepted.status === 'True' ? '' : `: ${quoted(why)}`}`,
    since: accepted.lastTransitionTime,
  };
}

/**
 * Argo CD's verdict on a route (resource_customizations/gateway.networking.k8s.io/HTTPRoute/health.lua, and those of the other routes): the
 * first parent that refuses it decides. Conditions of an older generation do not count.
 */
export function routeHealth(
  kind: string,
  { name, generation }: ManifestMeta,
  { parents }: RouteBody,
): HealthFinding {
  const rule = kind.toLowerCase();
  const current = parents.filter(
    ({ conditions }) => conditions.length > 0 && isCurrent(conditions, generation),
  );
  for (const parent of current) {
    const finding = partFinding(rule, {
      name: `${kind} ${name} under ${parent.name === '' ? 'a parent without name' : parent.name}`,
      path: `status.parents[${parent.name}].conditions`,
      conditions: parent.conditions,
    });
    if (finding !== null) return finding;
  }
  if (current.length === 0) return waiting(rule, `${kind} ${name}`, 'status.parents');
  return {
    status: 'Healthy',
    rule: `${rule}.accepted`,
    field: 'status.parents',
    value: current.length,
    says: `${kind} ${name} is accepted by ${current.length === 1 ? 'its only parent' : `all ${current.length} parents`}`,
  };
}

function isCurrent(conditions: readonly ManifestCondition[], generation: number | undefined): boolean {
  const seen = conditions
    .map(({ observedGeneration }) => observedGeneration)
    .filter((one) => one !== undefined);
  return generation === undefined || seen.length === 0 || seen.includes(generation);
}

function waiting(kind: string, name: string, field: string): HealthFinding {
  return {
    status: 'Progressing',
    rule: `${kind}.waiting`,
    field,
    value: 'absent',
    says: `${name} was not looked at by a controller yet`,
  };
}
