import type { ContainerConfig } from './configured-addresses';
import type { Condition, KubeObject, Quantities } from './kube-meta';

export interface Probe {
  readonly initialDelaySeconds: number;
  readonly periodSeconds: number;
  readonly timeoutSeconds: number;
  readonly successThreshold: number;
  readonly failureThreshold: number;
  /** The probe as people read it: `HTTP GET :8080/healthz`, `TCP :5432`, `exec`, `gRPC :9090`. */
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
  /** Only of workloads: the connections of each container; containers without any are left out. */
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
