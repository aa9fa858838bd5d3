import type { Namespace } from '@/lib/model';
import { quoted } from '../sentences';
import { nameOf, type HealthFinding } from './judge';

/** Our own verdict on a Namespace, for which Argo CD has none but that deletion is Progressing (docs/decisions/0012). */
export function namespaceHealth(namespace: Namespace): HealthFinding {
  const name = nameOf(namespace);
  if (namespace.status.phase !== 'Terminating') {
    return {
      status: 'Healthy',
      rule: 'namespace.active',
      field: 'status.phase',
      value: namespace.status.phase,
      says: `${name} is active`,
    };
  }
  return terminating(namespace);
}

/** A Namespace that is being deleted, and what delays that, where its controller reports it. */
export function terminating(namespace: Namespace): HealthFinding {
  const name = nameOf(namespace);
  const since = namespace.metadata.deletionTimestamp;
  const holding = (namespace.status.conditions ?? []).find((condition) => condition.status === 'True');
  if (holding === undefined) {
    return {
      status: 'Progressing',
      rule: 'namespace.pending-deletion',
      field: since === undefined ? 'status.phase' : 'metadata.deletionTimestamp',
      value: since ?? namespace.status.phase,
      says: `${name} is being deleted`,
      since,
    };
  }
  const why = holding.message ?? holding.reason ?? holding.type;
  return {
    status: 'Progressing',
    rule: 'namespace.pending-deletion',
    field: `status.conditions[${holding.type}].status`,
    value: holding.status,
    says: `${name} is being deleted, which is delayed: ${quoted(why)}`,
    since,
  };
}
