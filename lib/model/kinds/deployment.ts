import type { Condition, KubeObject, LabelSelector } from '../kube-meta';
import type { PodTemplate } from '../kube-pods';
import type { FieldPath, WorkloadTraits } from './traits';

export interface Deployment extends KubeObject {
  readonly kind: 'Deployment';
  readonly spec: {
    readonly replicas: number;
    readonly paused: boolean;
    readonly minReadySeconds: number;
    /** Absent: no deadline is kept (2147483647 in the API means the same). */
    readonly progressDeadlineSeconds?: number;
    readonly selector: LabelSelector;
    readonly strategy: {
      readonly type: string;
      /** As written: `25%` or `1`. */
      readonly maxSurge?: string;
      readonly maxUnavailable?: string;
    };
    readonly template: PodTemplate;
  };
  readonly status: {
    readonly observedGeneration: number;
    readonly replicas: number;
    readonly updatedReplicas: number;
    readonly readyReplicas: number;
    readonly availableReplicas: number;
    readonly unavailableReplicas: number;
    readonly conditions: readonly Condition[];
  };
}

export const deployment = {
  kind: 'Deployment',
  api: { group: 'apps', version: 'v1', plural: 'deployments' },
  optional: false,
  precedence: 0,
  templatePath: ['spec', 'template'],
  sizedBy: 'replicas',
  counts: {
    desired: 'spec.replicas',
    ready: 'status.readyReplicas',
    available: 'status.availableReplicas',
  },
  podsThrough: 'ReplicaSet',
  stablePods: false,
  governingService: null,
  revisions: {
    keptIn: 'ReplicaSet',
    hashLabel: 'pod-template-hash',
    numberAnnotation: 'deployment.kubernetes.io/revision',
    currentHash: null,
  },
  replacement: 'rolling',
  stepped: false,
  progress: 'condition',
  refusedPods: 'condition',
  pausedBy: 'spec.paused',
  scheduledBy: null,
  changeable: true,
  scalable: true,
  restartable: true,
  patchType: 'strategic-merge',
  edited: true,
  annotations: ['deployment.kubernetes.io/revision'],
} as const satisfies WorkloadTraits<FieldPath<Deployment>>;
