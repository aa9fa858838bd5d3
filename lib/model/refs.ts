/** One object of one cluster. `namespace` is null for what is cluster-scoped; `uid` is null for an object that does not exist. */
export interface ObjectRef {
  readonly cluster: string;
  readonly kind: string;
  readonly namespace: string | null;
  readonly name: string;
  readonly uid: string | null;
}

/** A reference as a person reads it: `Deployment shop/checkout`. */
export function describeRef(ref: Pick<ObjectRef, 'kind' | 'namespace' | 'name'>): string {
  return ref.namespace === null ? `${ref.kind} ${ref.name}` : `${ref.kind} ${ref.namespace}/${ref.name}`;
}

/**
 * The id of a Service. What a `backstage.io/kubernetes-id` names is one service wherever it runs; anything
 * else is a service of its cluster and namespace. `~` can occur in no label value and in no object name, and needs no
 * escape in a URL (RFC 3986 §2.3).
 */
export function serviceId(identity: ServiceIdentity): string {
  return identity.by === 'kubernetes-id'
    ? identity.name
    : `${identity.name}~${identity.namespace}~${identity.cluster}`;
}

/** What joins workloads into one Service. */
export type ServiceIdentity =
  | { readonly by: 'kubernetes-id'; readonly name: string }
  | {
      readonly by: 'instance' | 'workload';
      readonly name: string;
      readonly namespace: string;
      readonly cluster: string;
    };

/** The id of a Placement: a Service in one cluster and namespace. */
export function placementId(service: string, cluster: string, namespace: string): string {
  return `${service}@${cluster}/${namespace}`;
}
