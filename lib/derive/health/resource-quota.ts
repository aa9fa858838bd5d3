import type { ResourceQuota } from '@/lib/model';
import { parseQuantity } from '../quantity';
import { listed } from '../sentences';
import { nameOf, type HealthFinding } from './judge';

/**
 * Our own verdict on a ResourceQuota, for which Argo CD has none (docs/decisions/0012): a quota that is used up is
 * Healthy, an exceeded one is Degraded.
 */
export function resourceQuotaHealth(quota: ResourceQuota): HealthFinding {
  const name = nameOf(quota);
  const { hard, used } = quota.status;
  const limits = Object.entries(hard);
  if (limits.length === 0) {
    return {
      status: 'Progressing',
      rule: 'quota.not-counted',
      field: 'status.hard',
      value: 'absent',
      says: `${name} was not counted yet`,
    };
  }
  const against = (wanted: number): string[] =>
    limits
      // A limit of 0 forbids a resource on purpose.
      .filter(([key, limit]) => Math.sign(amount(used[key]) - amount(limit)) === wanted)
      .filter(([, limit]) => wanted > 0 || amount(limit) > 0)
      .map(([key]) => key);
  const words = (keys: readonly string[]): string =>
    listed(keys.map((key) => `${used[key] ?? '0'} of ${hard[key] ?? '0'} ${key}`));
  const over = against(1);
  if (over.length > 0) {
    return {
      status: 'Degraded',
      rule: 'quota.over',
      field: `status.used[${over[0] ?? ''}]`,
      value: used[over[0] ?? ''] ?? '0',
      says: `${name} is exceeded: ${words(over)}`,
    };
  }
  const spent = against(0);
  return {
    status: 'Healthy',
    rule: spent.length > 0 ? 'quota.spent' : 'quota.within',
    field: spent.length > 0 ? `status.used[${spent[0] ?? ''}]` : 'status.used',
    value: spent.length > 0 ? (used[spent[0] ?? ''] ?? '0') : limits.length,
    says: spent.length > 0 ? `${name} is spent: ${words(spent)}` : `${name} has room in all that it limits`,
  };
}

/** The amount of a quantity; 0 where it is absent or not valid. */
function amount(quantity: string | undefined): number {
  return parseQuantity(quantity ?? '0') ?? 0;
}
