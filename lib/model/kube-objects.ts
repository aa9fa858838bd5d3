import type { Condition, KubeObject, LabelSelector, Quantities } from './kube-meta';

export interface Namespace extends KubeObject {
  readonly kind: 'Namespace';
  readonly status: {
    readonly phase: string;
    /** What blocks its deletion; absent where it is not being deleted. */
    readonly conditions?: readonly Condition[];
  };
}

export interface Node extends KubeObject {
  readonly kind: 'Node';
  readonly spec: {
    readonly unschedulable: boolean;
    /** Ranges that its pods' addresses come from; absent where the network plugin does not set them. */
    readonly podCIDRs?: readonly string[];
    readonly taints: readonly { readonly key: string; readonly value?: string; readonly effect: string }[];
  };
  readonly status: {
    readonly conditions: readonly Condition[];
    readonly capacity: Quantities;
    readonly allocatable: Quantities;
    readonly addresses: readonly { readonly type: string; readonly address: string }[];
    readonly nodeInfo: {
      readonly kubeletVersion: string;
      readonly osImage: string;
      readonly architecture: string;
    };
  };
}

export interface Service extends KubeObject {
  readonly kind: 'Service';
  readonly spec: {
    readonly type: string;
    readonly clusterIP?: string;
    /** `IPv4`, `IPv6`; absent for an ExternalName. */
    readonly ipFamilies?: readonly string[];
    /** How callers choose among endpoints: `PreferClose`, `PreferSameZone`, `PreferSameNode`. */
    readonly trafficDistribution?: string;
    /** Its endpoints are published as ready even where their pods are not. */
    readonly publishNotReadyAddresses?: true;
    readonly externalName?: string;
    readonly selector: Readonly<Record<string, string>>;
    readonly ports: readonly {
      readonly name?: string;
      readonly port: number;
      readonly targetPort?: string;
      readonly protocol: string;
    }[];
  };
  readonly status: { readonly ingress: readonly { readonly ip?: string; readonly hostname?: string }[] };
}

export interface EndpointSlice extends KubeObject {
  readonly kind: 'EndpointSlice';
  readonly addressType: string;
  readonly ports: readonly { readonly name?: string; readonly port?: number; readonly protocol: string }[];
  readonly endpoints: readonly {
    readonly addresses: readonly string[];
    /** Absent conditions are read as the API says: ready and serving default to true, terminating to false. */
    readonly ready: boolean;
    readonly serving: boolean;
    readonly terminating: boolean;
    readonly nodeName?: string;
    readonly zone?: string;
    /** Its own DNS name within the Service's, as a StatefulSet's pods have one. */
    readonly hostname?: string;
    readonly targetRef?: { readonly kind: string; readonly name: string; readonly uid: string };
  }[];
}

export interface HorizontalPodAutoscaler extends KubeObject {
  readonly kind: 'HorizontalPodAutoscaler';
  readonly spec: {
    readonly scaleTargetRef: { readonly apiVersion?: string; readonly kind: string; readonly name: string };
    readonly minReplicas: number;
    readonly maxReplicas: number;
  };
  readonly status: {
    readonly currentReplicas: number;
    readonly desiredReplicas: number;
    readonly lastScaleTime?: string;
    readonly conditions: readonly Condition[];
  };
}

export interface Ingress extends KubeObject {
  readonly kind: 'Ingress';
  readonly spec: {
    readonly ingressClassName?: string;
    readonly defaultBackend?: string;
    readonly rules: readonly {
      readonly host?: string;
      readonly paths: readonly { readonly path: string; readonly service?: string; readonly port?: string }[];
    }[];
    readonly tlsHosts: readonly string[];
  };
  readonly status: { readonly ingress: readonly { readonly ip?: string; readonly hostname?: string }[] };
}

export interface PersistentVolumeClaim extends KubeObject {
  readonly kind: 'PersistentVolumeClaim';
  readonly spec: {
    /** Absent: the cluster's default class is not set yet; empty: no class, bound by hand. */
    readonly storageClassName?: string;
    readonly requests: Quantities;
    /** The volume that the claim is bound to, or asks for. */
    readonly volumeName?: string;
  };
  readonly status: {
    /** `Pending`, `Bound` or `Lost`; empty where no controller has set it yet. */
    readonly phase: string;
    readonly conditions: readonly Condition[];
  };
}

export interface PodDisruptionBudget extends KubeObject {
  readonly kind: 'PodDisruptionBudget';
  readonly spec: {
    /** As written: `25%` or `1`. At most one of the two is set. */
    readonly minAvailable?: string;
    readonly maxUnavailable?: string;
    /** Absent selects nothing, an empty one every pod of the namespace (policy/v1). */
    readonly selector?: LabelSelector;
  };
  readonly status: {
    readonly observedGeneration: number;
    readonly disruptionsAllowed: number;
    readonly currentHealthy: number;
    readonly desiredHealthy: number;
    readonly expectedPods: number;
    readonly conditions: readonly Condition[];
  };
}

export interface ResourceQuota extends KubeObject {
  readonly kind: 'ResourceQuota';
  readonly status: { readonly hard: Quantities; readonly used: Quantities };
}

/** events.k8s.io/v1 or core/v1, folded into one shape. */
export interface Event extends KubeObject {
  readonly kind: 'Event';
  /** `Normal` or `Warning`. */
  readonly type: string;
  readonly reason: string;
  readonly message: string;
  readonly count: number;
  readonly firstSeen: string;
  readonly lastSeen: string;
  readonly source: string;
  readonly regarding: {
    readonly kind: string;
    readonly namespace: string;
    readonly name: string;
    readonly uid?: string;
  };
}
