import type { Condition, KubeObject, LabelSelector } from './kube-meta';
import type { PodTemplate } from './kube-pods';

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

/** A template that a StatefulSet or DaemonSet has or had (apps/v1); `revision` grows; a template that is rolled back to gets a new number. */
export interface ControllerRevision extends KubeObject {
  readonly kind: 'ControllerRevision';
  readonly revision: number;
  readonly template: PodTemplate;
}
