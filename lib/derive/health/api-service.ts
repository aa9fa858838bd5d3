import type { ManifestCondition } from '@/lib/model';
import { conditionOf } from '../conditions';
import { quoted } from '../sentences';
import type { HealthFinding } from './judge';

/** Argo CD's verdict on an APIService (gitops-engine, pkg/health, health_apiservice.go): one that is not available is Progressing. */
export function apiServiceHealth(name: string, conditions: readonly ManifestCondition[]): HealthFinding {
  const available = conditionOf(conditions, 'Available');
  const why = available?.message ?? available?.reason ?? '';
  const reading = { field: 'status.conditions[Available].status', value: available?.status ?? 'absent' };
  if (available?.status === 'True') {
    return {
      status: 'Healthy',
      rule: 'apiservice.available',
      ...reading,
      says: `${name} is available`,
      since: available.lastTransitionTime,
    };
  }
  return {
    status: 'Progressing',
    rule: available === undefined ? 'apiservice.waiting' : 'apiservice.not-available',
    ...reading,
    says:
      available === undefined
        ? `${name} was not looked at yet`
        : `${name} is not available${why === '' ? '' : `: ${quoted(why)}`}`,
    since: available?.lastTransitionTime,
  };
}
