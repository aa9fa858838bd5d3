import type { CronJob } from '@/lib/model';
import { millis } from '../times';
import { count } from '../sentences';
import { nameOf, type HealthFinding } from './judge';

/** The rule of a CronJob without a first run. */
export const NOT_SCHEDULED = 'cronjob.not-scheduled';

/**
 * Argo CD's verdict on a CronJob (resource_customizations/batch/CronJob/health.lua), with its order of branches. The object alone does not
 * show whether a run failed or none was started yet: see the placement's health.
 */
export function cronJobHealth(cronJob: CronJob): HealthFinding {
  const { spec, status } = cronJob;
  const name = nameOf(cronJob);
  if (spec.suspend) {
    return {
      status: 'Suspended',
      rule: 'cronjob.suspended',
      field: 'spec.suspend',
      value: true,
      says: `${name} is suspended`,
    };
  }
  const { lastScheduleTime: scheduled, lastSuccessfulTime: succeeded } = status;
  if (scheduled === undefined) {
    return {
      status: 'Healthy',
      rule: NOT_SCHEDULED,
      field: 'status.lastScheduleTime',
      value: 'absent',
      says: `${name} was not scheduled yet`,
    };
  }
  if (succeeded === undefined) {
    return {
      status: 'Healthy',
      rule: 'cronjob.never-succeeded',
      field: 'status.lastSuccessfulTime',
      value: 'absent',
      says: `${name} was scheduled and has no successful run yet`,
    };
  }
  if (status.active.length > 0) {
    return {
      status: 'Healthy',
      rule: 'cronjob.active',
      field: 'status.active',
      value: status.active.length,
      says: `${name} has ${count(status.active.length, 'active run')}`,
      since: scheduled,
    };
  }
  const field = 'status.lastSuccessfulTime';
  if (millis(succeeded) < millis(scheduled)) {
    return {
      status: 'Degraded',
      rule: 'cronjob.last-run-failed',
      field,
      value: succeeded,
      says: `the last run of ${name} did not succeed`,
      since: scheduled,
    };
  }
  return {
    status: 'Healthy',
    rule: 'cronjob.last-run-succeeded',
    field,
    value: succeeded,
    says: `the last run of ${name} succeeded`,
    since: succeeded,
  };
}
