import type { ConfigKey } from './configured-addresses';
import type { Condition, KubeObject, LabelSelector } from './kube-meta';

/** Names, and the addresses that were found in the values; no value itself. */
export interface ConfigMap extends KubeObject {
  readonly kind: 'ConfigMap';
  /** Keys in which nothing was found are left out. */
  readonly keys: readonly ConfigKey[];
}

export interface NetworkPeer {
  readonly podSelector?: LabelSelector;
  readonly namespaceSelector?: LabelSelector;
}

export interface NetworkRule {
  readonly peers: readonly NetworkPeer[];
  /** Numbers or names, as written. */
  readonly ports: readonly string[];
}

export interface NetworkPolicy extends KubeObject {
  readonly kind: 'NetworkPolicy';
  readonly spec: {
    readonly podSelector: LabelSelector;
    readonly ingress: readonly NetworkRule[];
    readonly egress: readonly NetworkRule[];
  };
}

/** A Service that a route leads to. */
export interface RouteBackend {
  /** The Service, as written; its namespace where the route names one. */
  readonly name: string;
  readonly namespace?: string;
  readonly port?: string;
}

export interface RouteRule {
  /** Paths or methods that the rule matches, as a person reads them: `/api`, `cart.v1.Cart/Get`. */
  readonly paths: readonly string[];
  readonly backends: readonly RouteBackend[];
}

interface GatewayRoute extends KubeObject {
  readonly spec: {
    readonly hosts: readonly string[];
    /** Gateways that it is attached to: `edge/public`. A parent that is a Service belongs to the mesh and is left out. */
    readonly gateways: readonly string[];
    readonly rules: readonly RouteRule[];
  };
}

/** gateway.networking.k8s.io/v1 */
export interface HTTPRoute extends GatewayRoute {
  readonly kind: 'HTTPRoute';
}

/** gateway.networking.k8s.io/v1 */
export interface GRPCRoute extends GatewayRoute {
  readonly kind: 'GRPCRoute';
}

/** networking.istio.io/v1. Without a gateway it routes traffic inside the mesh, and is no entry point. */
export interface VirtualService extends GatewayRoute {
  readonly kind: 'VirtualService';
}

/** gateway.networking.k8s.io/v1 */
export interface Gateway extends KubeObject {
  readonly kind: 'Gateway';
  readonly spec: {
    readonly listeners: readonly {
      readonly name: string;
      readonly hostname?: string;
      readonly port: number;
    }[];
  };
  readonly status: { readonly addresses: readonly string[]; readonly conditions: readonly Condition[] };
}
