import type { Condition, KubeObject, LabelSelector } from '../kube-meta';
import type { PodTemplate } from '../kube-pods';
import type { FieldPath, WorkloadTraits } from './traits';

export interface StatefulSet extends KubeObject {
  readonly kind: 'StatefulSet';
  readonly spec: {
    readonly replicas: number;
    readonly serviceName: string;
    readonly minReadySeconds: number;
    readonly selector: LabelSelector;
    readonly template: PodTemplate;
    readonly updateStrategy: {
      readonly type: string;
      /** Whether `rollingUpdate` is set at all: Argo CD's rule depends on it. */
      readonly rollingUpdate?: { readonly partition?: number };
    };
  };
  readonly status: {
    readonly observedGeneration: number;
    readonly replicas: number;
    readonly updatedReplicas: number;
    readonly readyReplicas: number;
    readonly currentReplicas: number;
    readonly availableReplicas: number;
    readonly currentRevision: string;
    readonly updateRevision: string;
    readonly conditions: readonly Condition[];
  };
}

export const statefulSet = {
  kind: 'StatefulSet',
  api: { group: 'apps', version: 'v1', plural: 'statefulsets' },
  optional: false,
  precedence: 2,
  templatePath: ['spec', 'template'],
  sizedBy: 'replicas',
  counts: {
    desired: 'spec.replicas',
    ready: 'status.readyReplicas',
    available: 'status.availableReplicas',
  },
  podsThrough: null,
  stablePods: true,
  governingService: 'spec.serviceName',
  revisions: {
    keptIn: 'ControllerRevision',
    hashLabel: 'controller-revision-hash',
    currentName: 'status.updateRevision',
    generation: null,
  },
  replacement: 'ordinal',
  stepped: false,
  progress: null,
  refusedPods: 'event',
  pausedBy: null,
  scheduledBy: null,
  changeable: true,
  scalable: true,
  restartable: true,
  patchType: 'strategic-merge',
  edited: true,
  annotations: [],
} as const satisfies WorkloadTraits<FieldPath<StatefulSet>>;
