import type { Job } from '@/lib/model';
import { conditionOf } from '../conditions';
import { count, quoted } from '../sentences';
import { nameOf, type HealthFinding } from './judge';

/**
 * Argo CD's verdict on a Job (gitops-engine, pkg/health, health_job.go). As there, a Failed or Complete condition counts by
 * its presence, whatever its status, and a Suspended one that is not True ends as Healthy.
 */
export function jobHealth(job: Job): HealthFinding {
  const { status } = job;
  const name = nameOf(job);
  const failed = conditionOf(status.conditions, 'Failed');
  const complete = conditionOf(status.conditions, 'Complete');
  const suspensions = status.conditions.filter((condition) => condition.type === 'Suspended');
  if (failed !== undefined) {
    const why = failed.message ?? failed.reason ?? '';
    return {
      status: 'Degraded',
      rule: 'job.failed',
      field: 'status.conditions[Failed]',
      value: failed.reason ?? failed.status,
      says: `${name} failed after ${count(status.failed, 'failed pod')}${why === '' ? '' : `: ${quoted(why)}`}`,
      since: failed.lastTransitionTime,
    };
  }
  if (complete === undefined && suspensions.length === 0) {
    return {
      status: 'Progressing',
      rule: 'job.running',
      field: 'status.active',
      value: status.active,
      says: `${name} is running with ${count(status.active, 'active pod')}`,
      since: status.startTime,
    };
  }
  const suspended = suspensions.find((condition) => condition.status === 'True');
  if (suspended !== undefined) {
    return {
      status: 'Suspended',
      rule: 'job.suspended',
      field: 'status.conditions[Suspended]',
      value: 'True',
      says: `${name} is suspended`,
      since: suspended.lastTransitionTime,
    };
  }
  if (complete === undefined) {
    return {
      status: 'Healthy',
      rule: 'job.resumed',
      field: 'status.conditions[Suspended]',
      value: suspensions[0]?.status ?? '',
      says: `${name} was resumed and is running with ${count(status.active, 'active pod')}`,
      since: suspensions[0]?.lastTransitionTime,
    };
  }
  return {
    status: 'Healthy',
    rule: 'job.complete',
    field: 'status.conditions[Complete]',
    value: complete.status,
    says: `${name} completed with ${count(status.succeeded, 'succeeded pod')}`,
    since: status.completionTime ?? complete.lastTransitionTime,
  };
}
