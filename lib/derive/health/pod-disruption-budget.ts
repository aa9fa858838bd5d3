import type { PodDisruptionBudget } from '@/lib/model';
import { count, quoted } from '../sentences';
import { nameOf, type HealthFinding } from './judge';

/**
 * Argo CD's verdict on a PodDisruptionBudget (resource_customizations/policy/PodDisruptionBudget/health.lua): a budget
 * that allows no disruption because there are too few pods is Healthy. Without a failed condition, the last condition
 * gives the time.
 */
export function podDisruptionBudgetHealth(budget: PodDisruptionBudget): HealthFinding {
  const name = nameOf(budget);
  const { conditions, disruptionsAllowed, currentHealthy, desiredHealthy } = budget.status;
  const failed = conditions.find(({ status, reason }) => status === 'False' && reason !== 'InsufficientPods');
  if (failed !== undefined) {
    const why = failed.message || failed.reason || failed.type;
    return {
      status: 'Degraded',
      rule: 'pdb.failed',
      field: `status.conditions[${failed.type}].reason`,
      value: failed.reason ?? 'absent',
      says: `${name} cannot be kept: ${quoted(why)}`,
      since: failed.lastTransitionTime,
    };
  }
  const last = conditions.at(-1);
  if (last === undefined) {
    return {
      status: 'Progressing',
      rule: 'pdb.waiting',
      field: 'status.conditions',
      value: 'absent',
      says: `${name} has no status yet`,
    };
  }
  const pods = `${count(currentHealthy, 'healthy pod')}, ${desiredHealthy} needed`;
  return {
    status: 'Healthy',
    rule: disruptionsAllowed === 0 ? 'pdb.no-disruption-allowed' : 'pdb.disruptions-allowed',
    field: 'status.disruptionsAllowed',
    value: disruptionsAllowed,
    says:
      disruptionsAllowed === 0
        ? `${name} allows no disruption: ${pods}`
        : `${name} allows ${count(disruptionsAllowed, 'disruption')}: ${pods}`,
    since: last.lastTransitionTime,
  };
}
