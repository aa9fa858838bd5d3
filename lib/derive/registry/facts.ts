import type {
  CatalogEntity,
  EndpointTarget,
  LastAsked,
  Pod,
  Probed,
  RegisteredInstance,
  Service,
  Workload,
} from '@/lib/model';
import type { AstrayService, Freshness, ServiceEndpoints } from '../facts';

/** What has an address in the clusters, by their pictures. */
export type AddressLocation =
  /** A pod has it. `service`: the row of the registry that the pod belongs to; null where it is not known. */
  | {
      readonly is: 'pod';
      readonly cluster: string;
      readonly environment: string;
      readonly pod: Pod;
      readonly service: { readonly id: string; readonly name: string } | null;
    }
  /** It was the address of a pod, or is in a range for pods, and no pod has it. `at`: when the pod ended, where that was seen. ISO 8601. */
  | { readonly is: 'gone'; readonly cluster: string; readonly pod: string | null; readonly at: string | null }
  /** It is the address of a node: anything on that machine may answer there. */
  | { readonly is: 'node'; readonly cluster: string; readonly node: string }
  /** Pods of several clusters have it, none of them of this service. */
  | { readonly is: 'ambiguous'; readonly clusters: readonly string[] }
  /** It is in no cluster. */
  | { readonly is: 'outside' }
  /** A cluster that may have it cannot be read. */
  | { readonly is: 'unreadable'; readonly cluster: string };

/** A registered instance, and what has its address. */
export interface RegisteredFacts {
  readonly instance: RegisteredInstance;
  readonly location: AddressLocation;
  /** Other instances with the same address and port, of any service. */
  readonly sharing: readonly RegisteredInstance[];
  /** Checks that Pilothouse carries out itself, by id: when it did so last. */
  readonly asked: ReadonlyMap<string, LastAsked>;
}

/** A Kubernetes Service whose owner wants its endpoints probed, and the result for each. */
export interface ServiceProbe {
  readonly service: Service;
  /** Whether the settings say that the pods of its cluster can be reached from here. */
  readonly isReached: boolean;
  readonly asked: readonly { readonly target: EndpointTarget; readonly probed: Probed | null }[];
}

export interface WorkloadPods {
  readonly workload: Workload;
  readonly pods: readonly Pod[];
}

/** A service in one cluster and namespace. */
export interface PlaceFacts {
  readonly cluster: string;
  readonly namespace: string;
  readonly environment: string;
  /** Null for Kubernetes Services without a workload. */
  readonly placement: string | null;
  readonly observedAt: string;
  readonly freshness: Freshness;
  readonly workloads: readonly WorkloadPods[];
  readonly services: readonly ServiceEndpoints[];
  readonly astray: readonly AstrayService[];
  readonly probes: readonly ServiceProbe[];
  /** Pods that endpoints reference, by uid; without those that the picture does not hold. */
  readonly pods: ReadonlyMap<string, Pod>;
  /** For endpoints without a pod reference: what has their addresses. */
  readonly locations: ReadonlyMap<string, AddressLocation>;
  /** Pods that share an address with another one of their cluster, by uid: the other one. */
  readonly doubles: ReadonlyMap<string, { readonly pod: Pod; readonly service: string | null }>;
  /** What was here and is gone, though the catalog declares the service; null: it is here, or it is not known. */
  readonly vanished: { readonly workloads: readonly string[]; readonly at: string | null } | null;
}

/** What one row of the registry is derived from. */
export interface RegistryFacts {
  readonly id: string;
  readonly name: string;
  readonly owner: string | null;
  /** Whether it is a service of the catalog (declared, or found in a cluster). */
  readonly isService: boolean;
  readonly component: CatalogEntity | null;
  readonly places: readonly PlaceFacts[];
  readonly registered: readonly RegisteredFacts[];
  /** The registry's clock, in milliseconds: the times of registered instances are of this clock. */
  readonly registryNow: number;
}
