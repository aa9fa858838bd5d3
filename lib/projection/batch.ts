import type { CronJob, Job } from '@/lib/model';
import { podTemplate } from './container';
import type { Fields } from './fields';
import { conditions, head } from './meta';

export function projectJob(object: Fields): Job {
  const spec = object.object('spec');
  const status = object.object('status');
  return {
    ...head('Job', object),
    spec: {
      suspend: spec.bool('suspend') ?? false,
      parallelism: spec.count('parallelism') ?? 1,
      completions: spec.count('completions'),
      backoffLimit: spec.count('backoffLimit') ?? 6,
      template: podTemplate(spec),
    },
    status: {
      active: status.count('active') ?? 0,
      ready: status.count('ready') ?? 0,
      succeeded: status.count('succeeded') ?? 0,
      failed: status.count('failed') ?? 0,
      startTime: status.time('startTime'),
      completionTime: status.time('completionTime'),
      conditions: conditions(status),
    },
  };
}

export function projectCronJob(object: Fields): CronJob {
  const spec = object.object('spec');
  const status = object.object('status');
  return {
    ...head('CronJob', object),
    spec: {
      schedule: spec.str('schedule') ?? '',
      timeZone: spec.str('timeZone'),
      suspend: spec.bool('suspend') ?? false,
      concurrencyPolicy: spec.shared('concurrencyPolicy') ?? 'Allow',
      template: podTemplate(spec.object('jobTemplate').object('spec')),
    },
    status: {
      active: status.list('active', (job) => ({ name: job.str('name') ?? '', uid: job.str('uid') ?? '' })),
      lastScheduleTime: status.time('lastScheduleTime'),
      lastSuccessfulTime: status.time('lastSuccessfulTime'),
    },
  };
}
