import type { Condition, KubeObject, LabelSelector } from '../kube-meta';
import type { PodTemplate } from '../kube-pods';
import type { ManifestCondition } from '../manifest';
import type { FieldPath, WorkloadTraits } from './traits';

/** argoproj.io/v1alpha1 Rollout (Argo Rollouts): like a Deployment that rolls out by steps (canary), or switches between two ReplicaSets (blue-green). */
export interface ArgoRollout extends KubeObject {
  readonly kind: 'Rollout';
  readonly spec: {
    readonly replicas: number;
    readonly paused: boolean;
    readonly minReadySeconds: number;
    readonly progressDeadlineSeconds: number;
    readonly selector: LabelSelector;
    readonly strategy: {
      readonly type: 'canary' | 'blueGreen' | 'none';
      /** Of a canary; as written. */
      readonly maxSurge?: string;
      readonly maxUnavailable?: string;
      /** How many steps a canary has. */
      readonly steps: number;
    };
    /** Of a Rollout that refers to a workload: the template of its newest ReplicaSet is not here. */
    readonly template: PodTemplate;
  };
  readonly status: {
    readonly observedGeneration: number;
    readonly replicas: number;
    readonly updatedReplicas: number;
    readonly readyReplicas: number;
    readonly availableReplicas: number;
    /** `rollouts-pod-template-hash` of the ReplicaSet that it rolls out. */
    readonly currentPodHash: string;
    readonly currentStepIndex?: number;
    readonly conditions: readonly Condition[];
  };
  /** What Argo CD's rule reads. */
  readonly judged: ArgoRolloutBody;
}

/** The fields that Argo CD's rule reads of a Rollout. */
export interface ArgoRolloutBody {
  readonly rule: 'judged';
  readonly kind: 'Rollout';
  readonly strategy: 'blueGreen' | 'canary' | 'none';
  readonly paused: boolean;
  readonly replicas: number;
  /** `rollout.argoproj.io/workload-generation`, where the Rollout refers to a workload. */
  readonly workloadGeneration?: number;
  /** Absent: no controller has written a status. */
  readonly status?: {
    /** A number since v0.10; before, a hash, which is absent here. */
    readonly observedGeneration?: number;
    readonly workloadObservedGeneration?: number;
    /** Since v1.0. */
    readonly phase?: string;
    readonly message?: string;
    readonly conditions: readonly ManifestCondition[];
    readonly pauses: number;
    readonly replicas: number;
    readonly updatedReplicas: number;
    readonly availableReplicas: number;
    readonly currentPodHash?: string;
    readonly stableHash: string;
    readonly activeHash?: string;
  };
}

export const argoRollout = {
  kind: 'Rollout',
  api: { group: 'argoproj.io', version: 'v1alpha1', plural: 'rollouts' },
  optional: true,
  precedence: 1,
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
    hashLabel: 'rollouts-pod-template-hash',
    numberAnnotation: 'rollout.argoproj.io/revision',
    currentHash: 'status.currentPodHash',
  },
  replacement: 'rolling',
  stepped: true,
  progress: 'verdict',
  refusedPods: 'event',
  pausedBy: 'spec.paused',
  scheduledBy: null,
  changeable: false,
  scalable: false,
  restartable: false,
  patchType: 'merge',
  edited: true,
  annotations: ['rollout.argoproj.io/revision'],
} as const satisfies WorkloadTraits<FieldPath<ArgoRollout>>;
