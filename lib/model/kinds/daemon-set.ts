import type { Condition, KubeObject, LabelSelector } from '../kube-meta';
import type { PodTemplate } from '../kube-pods';
import type { FieldPath, WorkloadTraits } from './traits';

export interface DaemonSet extends KubeObject {
  readonly kind: 'DaemonSet';
  readonly spec: {
    readonly minReadySeconds: number;
    readonly selector: LabelSelector;
    readonly template: PodTemplate;
    readonly updateStrategy: {
      readonly type: string;
      readonly maxUnavailable?: string;
      readonly maxSurge?: string;
    };
  };
  readonly status: {
    readonly observedGeneration: number;
    readonly desiredNumberScheduled: number;
    readonly currentNumberScheduled: number;
    readonly updatedNumberScheduled: number;
    readonly numberReady: number;
    readonly numberAvailable: number;
    readonly numberUnavailable: number;
    readonly numberMisscheduled: number;
    readonly conditions: readonly Condition[];
  };
}

export const daemonSet = {
  kind: 'DaemonSet',
  api: { group: 'apps', version: 'v1', plural: 'daemonsets' },
  optional: false,
  precedence: 3,
  templatePath: ['spec', 'template'],
  sizedBy: 'nodes',
  counts: {
    desired: 'status.desiredNumberScheduled',
    ready: 'status.numberReady',
    available: 'status.numberAvailable',
  },
  podsThrough: null,
  stablePods: false,
  governingService: null,
  revisions: {
    keptIn: 'ControllerRevision',
    hashLabel: 'controller-revision-hash',
    currentName: null,
    generation: {
      annotation: 'deprecated.daemonset.template.generation',
      podLabel: 'pod-template-generation',
    },
  },
  replacement: 'node',
  stepped: false,
  progress: null,
  refusedPods: 'event',
  pausedBy: null,
  scheduledBy: null,
  changeable: true,
  scalable: false,
  restartable: true,
  patchType: 'strategic-merge',
  edited: true,
  annotations: ['deprecated.daemonset.template.generation'],
} as const satisfies WorkloadTraits<FieldPath<DaemonSet>>;
