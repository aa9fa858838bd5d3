import type { KubeObject } from '../kube-meta';
import type { PodTemplate } from '../kube-pods';
import type { FieldPath, WorkloadTraits } from './traits';

export interface CronJob extends KubeObject {
  readonly kind: 'CronJob';
  readonly spec: {
    readonly schedule: string;
    readonly timeZone?: string;
    readonly suspend: boolean;
    readonly concurrencyPolicy: string;
    readonly template: PodTemplate;
  };
  readonly status: {
    readonly active: readonly { readonly name: string; readonly uid: string }[];
    readonly lastScheduleTime?: string;
    readonly lastSuccessfulTime?: string;
  };
}

export const cronJob = {
  kind: 'CronJob',
  api: { group: 'batch', version: 'v1', plural: 'cronjobs' },
  optional: false,
  precedence: 4,
  templatePath: ['spec', 'jobTemplate', 'spec', 'template'],
  sizedBy: 'runs',
  counts: null,
  podsThrough: 'Job',
  stablePods: false,
  governingService: null,
  revisions: null,
  replacement: 'next-run',
  stepped: false,
  progress: null,
  refusedPods: 'event',
  pausedBy: 'spec.suspend',
  scheduledBy: 'spec.schedule',
  changeable: true,
  scalable: false,
  restartable: false,
  patchType: 'strategic-merge',
  edited: true,
  annotations: [],
} as const satisfies WorkloadTraits<FieldPath<CronJob>>;
