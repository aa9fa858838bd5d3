import type { ChangeTarget } from './change';

/** A Kubernetes object as the API server answered it: read only at the boundary that asked for it. */
export type RawObject = Readonly<Record<string, unknown>>;

export interface PatchRequest {
  readonly target: ChangeTarget;
  /** JSON merge patch (RFC 7386) or strategic merge patch; lists of containers go by name, so strategic is the default. */
  readonly patch: RawObject;
  readonly patchType: 'strategic-merge' | 'merge';
  readonly dryRun: boolean;
  /** Named in the server's audit log (user agent suffix) and in an annotation of the object, to find a lost answer again. */
  readonly operationId: string;
}

/**
 * The writes and asked-for reads of one cluster: the only way out to an API server besides the reflectors. Implemented by
 * lib/cluster. Each method throws AppError: `not-found`, `conflict` (409, 412), `cluster-refused` (the server's own sentence;
 * 400, 403, 422), `cluster-unavailable` (nothing was sent, or it was a read), `unknown-outcome` (a write was sent and no answer came).
 */
export interface ClusterGateway {
  read(target: ChangeTarget): Promise<RawObject>;
  patch(request: PatchRequest): Promise<RawObject>;
}

/** Gateways by cluster name; undefined for a cluster that is not there. */
export interface ClusterGateways {
  gateway(cluster: string): ClusterGateway | undefined;
}

/** A clock: the edge that a test may own. */
export type Clock = () => Date;
