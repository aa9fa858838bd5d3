import type { Condition, KubeObject } from '../kube-meta';
import type { PodTemplate } from '../kube-pods';
import type { FieldPath, WorkloadTraits } from './traits';

export interface Job extends KubeObject {
  readonly kind: 'Job';
  readonly spec: {
    readonly suspend: boolean;
    readonly parallelism: number;
    readonly completions?: number;
    readonly backoffLimit: number;
    readonly template: PodTemplate;
  };
  readonly status: {
    readonly active: number;
    readonly ready: number;
    readonly succeeded: number;
    readonly failed: number;
    readonly startTime?: string;
    readonly completionTime?: string;
    readonly conditions: readonly Condition[];
  };
}

export const job = {
  kind: 'Job',
  api: { group: 'batch', version: 'v1', plural: 'jobs' },
  optional: false,
  precedence: 5,
  templatePath: ['spec', 'template'],
  sizedBy: 'runs',
  counts: null,
  podsThrough: null,
  stablePods: false,
  governingService: null,
  revisions: null,
  replacement: 'next-run',
  stepped: false,
  progress: null,
  refusedPods: 'event',
  pausedBy: 'spec.suspend',
  scheduledBy: null,
  changeable: false,
  scalable: false,
  restartable: false,
  patchType: 'strategic-merge',
  edited: false,
  annotations: [],
} as const satisfies WorkloadTraits<FieldPath<Job>>;
