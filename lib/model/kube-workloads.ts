import type { Condition, KubeObject, LabelSelector } from './kube-meta';
import type { PodTemplate } from './kube-pods';
import type { ArgoRolloutBody } from './manifest';

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

export interface ReplicaSet extends KubeObject {
  readonly kind: 'ReplicaSet';
  readonly spec: {
    readonly replicas: number;
    readonly minReadySeconds: number;
    readonly selector: LabelSelector;
    readonly template: PodTemplate;
  };
  readonly status: {
    readonly observedGeneration: number;
    readonly replicas: number;
    readonly readyReplicas: number;
    readonly availableReplicas: number;
    readonly conditions: readonly Condition[];
  };
}

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
      /** Whether `rollingUpdate` was written at all: Argo CD's rule asks for it. */
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

/** A template that a StatefulSet or DaemonSet has or had (apps/v1); `revision` grows, and its number moves on when it is brought back. */
export interface ControllerRevision extends KubeObject {
  readonly kind: 'ControllerRevision';
  readonly revision: number;
  readonly template: PodTemplate;
}

/** argoproj.io/v1alpha1 Rollout (Argo Rollouts): a Deployment that passes by steps, or between two sets at once. */
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
    /** `rollouts-pod-template-hash` of the ReplicaSet that it goes to. */
    readonly currentPodHash: string;
    readonly currentStepIndex?: number;
    readonly conditions: readonly Condition[];
  };
  /** What Argo CD's rule reads. */
  readonly judged: ArgoRolloutBody;
}
