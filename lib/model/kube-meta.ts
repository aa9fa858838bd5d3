import type { Kind } from './kube';

export interface OwnerReference {
  readonly kind: string;
  readonly name: string;
  readonly uid: string;
  readonly controller: boolean;
}

/** Who wrote an object's spec, and when: the field manager's own name (`kubectl-edit`, `argocd-controller`). */
export interface SpecEdit {
  readonly manager: string;
  readonly at: string;
}

export interface ObjectMeta {
  readonly name: string;
  /** Empty for cluster-scoped objects. */
  readonly namespace: string;
  readonly uid: string;
  readonly resourceVersion: string;
  readonly generation: number;
  readonly creationTimestamp: string;
  readonly deletionTimestamp?: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Only those that a derivation reads: see lib/projection. */
  readonly annotations: Readonly<Record<string, string>>;
  readonly ownerReferences: readonly OwnerReference[];
  /** Of the kinds that people edit: the last write to its spec that was not the control plane's own (`metadata.managedFields`). */
  readonly lastEdit?: SpecEdit;
  /** Whether it has Argo CD's finalizer of a sync hook (`argocd.argoproj.io/hook-finalizer`): such an object does not count as pending deletion. */
  readonly hookFinalizer?: boolean;
}

export interface Condition {
  readonly type: string;
  /** `True`, `False` or `Unknown`. */
  readonly status: string;
  readonly reason?: string;
  readonly message?: string;
  readonly lastTransitionTime?: string;
  readonly lastUpdateTime?: string;
}

export interface LabelSelector {
  readonly matchLabels: Readonly<Record<string, string>>;
  readonly matchExpressions: readonly {
    readonly key: string;
    readonly operator: string;
    readonly values: readonly string[];
  }[];
}

/** Resource quantities as written: `500m`, `512Mi`. */
export type Quantities = Readonly<Record<string, string>>;

export interface KubeObject {
  readonly kind: Kind;
  readonly apiVersion: string;
  readonly metadata: ObjectMeta;
}
