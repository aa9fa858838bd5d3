import type { ContainerConfig } from './config';
import type { ConfigMap, GRPCRoute, Gateway, HTTPRoute, NetworkPolicy, VirtualService } from './kube-routes';
import type { ArgoRolloutBody } from './manifest';

/**
 * The picture that Pilothouse keeps of a cluster: Kubernetes' own shapes and field names, cut down to the fields
 * that derivations read. A receipt's field path is therefore the path that `kubectl explain` knows.
 *
 * Every time is an RFC 3339 string as the API server wrote it. Absent optional fields are `undefined`, never null;
 * lists and maps that the projection keeps are always present, possibly empty.
 */

/** Kinds that are watched, in the order in which they are first listed (events last: nothing waits for them). */
export const KINDS = [
  'Namespace',
  'Node',
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'ReplicaSet',
  'Job',
  'CronJob',
  'Pod',
  'Service',
  'EndpointSlice',
  'HorizontalPodAutoscaler',
  'Ingress',
  'ConfigMap',
  'NetworkPolicy',
  'Gateway',
  'HTTPRoute',
  'GRPCRoute',
  'VirtualService',
  'PersistentVolumeClaim',
  'PodDisruptionBudget',
  'ResourceQuota',
  'ControllerRevision',
  'Rollout',
  'Event',
] as const;
export type Kind = (typeof KINDS)[number];

/** Kinds that Kubernetes itself does not bring: a cluster that serves none of them, or forbids them, lacks nothing. */
export const OPTIONAL_KINDS: ReadonlySet<Kind> = new Set<Kind>([
  'Rollout',
  'Gateway',
  'HTTPRoute',
  'GRPCRoute',
  'VirtualService',
]);

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
  /** Argo CD's mark of a sync hook (`argocd.argoproj.io/hook-finalizer`): such an object is not yet pending deletion. */
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

export interface Probe {
  readonly initialDelaySeconds: number;
  readonly periodSeconds: number;
  readonly timeoutSeconds: number;
  readonly successThreshold: number;
  readonly failureThreshold: number;
  /** What is asked, in words a person reads: `HTTP GET :8080/healthz`, `TCP :5432`, `exec`, `gRPC :9090`. */
  readonly check: string;
}

export interface Container {
  readonly name: string;
  readonly image: string;
  readonly ports: readonly {
    readonly name?: string;
    readonly containerPort: number;
    readonly protocol: string;
  }[];
  readonly requests: Quantities;
  readonly limits: Quantities;
  readonly readinessProbe?: Probe;
  readonly livenessProbe?: Probe;
  readonly startupProbe?: Probe;
  /** `Always` marks an init container as a sidecar (KEP-753). */
  readonly restartPolicy?: string;
}

export interface PodTemplate {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly containers: readonly Container[];
  readonly initContainers: readonly Container[];
  /** Of workloads alone: what it says of connections, a container each; containers that say nothing are not here. */
  readonly config?: readonly ContainerConfig[];
}

export interface ContainerStateTerminated {
  readonly exitCode: number;
  readonly signal?: number;
  readonly reason?: string;
  readonly message?: string;
  readonly startedAt?: string;
  readonly finishedAt?: string;
}

export interface ContainerState {
  readonly waiting?: { readonly reason?: string; readonly message?: string };
  readonly running?: { readonly startedAt?: string };
  readonly terminated?: ContainerStateTerminated;
}

export interface ContainerStatus {
  readonly name: string;
  readonly image: string;
  readonly imageID: string;
  readonly ready: boolean;
  readonly started?: boolean;
  readonly restartCount: number;
  readonly state: ContainerState;
  readonly lastState: ContainerState;
}

export interface KubeObject {
  readonly kind: Kind;
  readonly apiVersion: string;
  readonly metadata: ObjectMeta;
}

export interface Namespace extends KubeObject {
  readonly kind: 'Namespace';
  readonly status: {
    readonly phase: string;
    /** What holds its deletion up; absent for one that is not being deleted. */
    readonly conditions?: readonly Condition[];
  };
}

export interface Node extends KubeObject {
  readonly kind: 'Node';
  readonly spec: {
    readonly unschedulable: boolean;
    /** Ranges that its pods' addresses come from; absent where the network plugin keeps them elsewhere. */
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

export interface Pod extends KubeObject {
  readonly kind: 'Pod';
  readonly spec: {
    readonly nodeName?: string;
    readonly restartPolicy: string;
    readonly containers: readonly Container[];
    readonly initContainers: readonly Container[];
    readonly terminationGracePeriodSeconds: number;
    /** Its address is its node's. */
    readonly hostNetwork?: true;
    /** PersistentVolumeClaims that the pod mounts, by name, in the order of its volumes. */
    readonly claimNames: readonly string[];
  };
  readonly status: {
    readonly phase: string;
    readonly reason?: string;
    readonly message?: string;
    readonly podIP?: string;
    /** All of its addresses, where it has more than one (dual stack). */
    readonly podIPs?: readonly string[];
    readonly startTime?: string;
    readonly conditions: readonly Condition[];
    readonly containerStatuses: readonly ContainerStatus[];
    readonly initContainerStatuses: readonly ContainerStatus[];
  };
}

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

export interface Service extends KubeObject {
  readonly kind: 'Service';
  readonly spec: {
    readonly type: string;
    readonly clusterIP?: string;
    /** `IPv4`, `IPv6`; absent for an ExternalName. */
    readonly ipFamilies?: readonly string[];
    /** How callers choose among endpoints: `PreferClose`, `PreferSameZone`, `PreferSameNode`. */
    readonly trafficDistribution?: string;
    /** Its endpoints are told ready whether their pods are or not. */
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
    /** Absent: the cluster's default class was not yet written in; empty: no class, bound by hand. */
    readonly storageClassName?: string;
    readonly requests: Quantities;
    /** The volume that the claim is bound to, or asks for. */
    readonly volumeName?: string;
  };
  readonly status: {
    /** `Pending`, `Bound` or `Lost`; empty where no controller wrote it yet. */
    readonly phase: string;
    readonly conditions: readonly Condition[];
  };
}

export interface PodDisruptionBudget extends KubeObject {
  readonly kind: 'PodDisruptionBudget';
  readonly spec: {
    /** As written: `25%` or `1`. At most one of the two is there. */
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

/** The type of an object, by its kind. */
export interface KindMap {
  Namespace: Namespace;
  Node: Node;
  Deployment: Deployment;
  StatefulSet: StatefulSet;
  DaemonSet: DaemonSet;
  ReplicaSet: ReplicaSet;
  Job: Job;
  CronJob: CronJob;
  Pod: Pod;
  Service: Service;
  EndpointSlice: EndpointSlice;
  HorizontalPodAutoscaler: HorizontalPodAutoscaler;
  Ingress: Ingress;
  ConfigMap: ConfigMap;
  NetworkPolicy: NetworkPolicy;
  Gateway: Gateway;
  HTTPRoute: HTTPRoute;
  GRPCRoute: GRPCRoute;
  VirtualService: VirtualService;
  PersistentVolumeClaim: PersistentVolumeClaim;
  PodDisruptionBudget: PodDisruptionBudget;
  ResourceQuota: ResourceQuota;
  ControllerRevision: ControllerRevision;
  Rollout: ArgoRollout;
  Event: Event;
}
export type AnyObject = KindMap[Kind];

/** Kinds that a placement is made of. A Job or ReplicaSet that something else controls is not one of its own. */
export const WORKLOAD_KINDS = [
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'Rollout',
  'CronJob',
  'Job',
] as const;
export type WorkloadKind = (typeof WORKLOAD_KINDS)[number];
export type Workload = KindMap[WorkloadKind];

/** Whether an object is a workload of its own, not one that another controller made. */
export function isWorkload(object: AnyObject): object is Workload {
  return (
    (WORKLOAD_KINDS as readonly string[]).includes(object.kind) &&
    !object.metadata.ownerReferences.some((owner) => owner.controller)
  );
}
