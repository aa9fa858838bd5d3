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

/** Where an address stands in the clusters, as their pictures tell. */
export type AddressLocation =
  /** A pod has it. `service`: the row of the registry that the pod belongs to; null where none is known. */
  | {
      readonly is: 'pod';
      readonly cluster: string;
      readonly environment: string;
      readonly pod: Pod;
      readonly service: { readonly id: string; readonly name: string } | null;
    }
  /** It was a pod's, or lies in a range of pods, and no pod has it. `at`: when it went, where that was seen. ISO 8601. */
  | { readonly is: 'gone'; readonly cluster: string; readonly pod: string | null; readonly at: string | null }
  /** A node's own: whatever runs on that machine may answer there. */
  | { readonly is: 'node'; readonly cluster: string; readonly node: string }
  /** Pods of several clusters have it, none of them of this service. */
  | { readonly is: 'ambiguous'; readonly clusters: readonly string[] }
  /** No cluster knows it. */
  | { readonly is: 'outside' }
  /** A cluster that may know it cannot be read. */
  | { readonly is: 'unreadable'; readonly cluster: string };

/** An instance that was reported, and where its address stands. */
export interface RegisteredFacts {
  readonly instance: RegisteredInstance;
  readonly location: AddressLocation;
  /** Others that were reported at the same address and port, of any service. */
  readonly sharing: readonly RegisteredInstance[];
  /** Checks that Pilothouse asks itself, by id: when it did last. */
  readonly asked: ReadonlyMap<string, LastAsked>;
}

/** A Kubernetes Service whose owner wants its endpoints asked, and what was heard of each. */
export interface ServiceProbe {
  readonly service: Service;
  /** Whether an administrator said that its cluster's pods can be reached from here. */
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
  /** Null: Kubernetes Services that no workload stands behind. */
  readonly placement: string | null;
  readonly observedAt: string;
  readonly freshness: Freshness;
  readonly workloads: readonly WorkloadPods[];
  readonly services: readonly ServiceEndpoints[];
  readonly astray: readonly AstrayService[];
  readonly probes: readonly ServiceProbe[];
  /** Pods that endpoints name, by uid; those that are not in the picture are not in it. */
  readonly pods: ReadonlyMap<string, Pod>;
  /** Of endpoints that name no pod: where their addresses stand. */
  readonly locations: ReadonlyMap<string, AddressLocation>;
  /** Pods that share an address with another one of their cluster, by uid: the other one. */
  readonly doubles: ReadonlyMap<string, { readonly pod: Pod; readonly service: string | null }>;
  /** What was here and is no more, though the catalog declares the service; null: it is here, or nobody knows. */
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
  /** The registry's own clock, in milliseconds: what was reported is reckoned by it. */
  readonly registryNow: number;
}
