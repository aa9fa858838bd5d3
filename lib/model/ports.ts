import type { ChangeTarget } from './change';

/** A Kubernetes object as the API server answered it: read only at the boundary that asked for it. */
export type RawObject = Readonly<Record<string, unknown>>;

/** An object that is read unprojected: a target, or an object that keeps one of its earlier templates. */
export type ReadableObject =
  | ChangeTarget
  | {
      readonly kind: 'ReplicaSet' | 'ControllerRevision';
      readonly namespace: string;
      readonly name: string;
    };

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
 * The writes and single reads of one cluster: the only way out to an API server besides the reflectors. Implemented by
 * lib/cluster. Each method throws AppError: `not-found`, `conflict` (409, 412), `cluster-refused` (the server's own sentence;
 * 400, 403, 422), `cluster-unavailable` (nothing was sent, or it was a read), `unknown-outcome` (a write was sent and no answer came).
 */
export interface ClusterGateway {
  read(object: ReadableObject): Promise<RawObject>;
  patch(request: PatchRequest): Promise<RawObject>;
}

/** Gateways by cluster name; undefined for an unknown cluster. */
export interface ClusterGateways {
  gateway(cluster: string): ClusterGateway | undefined;
}

/** Which part of one container's log is read. */
export interface PodLogRequest {
  readonly namespace: string;
  readonly pod: string;
  readonly container: string;
  /** The run that ended before this one. */
  readonly previous: boolean;
  readonly follow: boolean;
  /** Only lines of the last so many seconds. Never set together with `sinceTime`. */
  readonly sinceSeconds: number | null;
  /** Only lines from this time on (RFC 3339); the kubelet looks at whole seconds. */
  readonly sinceTime: string | null;
  /** The last so many lines at the start; null: all. */
  readonly tailLines: number | null;
  /** Ends the request and the stream. */
  readonly signal: AbortSignal;
}

/** One line as the kubelet wrote it; `at` is null where it has no timestamp. `cut`: its rest was left out. */
export interface PodLogLine {
  readonly at: string | null;
  readonly text: string;
  readonly cut: boolean;
}

/** The logs of one cluster's pods. */
export interface PodLogs {
  /**
   * Opens the log of a container and answers its lines in batches, as they come. Nothing is read before the iterator asks for it. Resolves when
   * the server's answer begins: for a container that is followed and silent, this happens with its first line.
   *
   * Throws AppError in the server's own words, when it is opened or while it is read: `not-found`, `forbidden` (403),
   * `cluster-refused` (400: the container waits to start, there is no such run), `cluster-unavailable`.
   */
  open(request: PodLogRequest): Promise<AsyncIterable<readonly PodLogLine[]>>;
}

/** Logs by cluster name; undefined for an unknown cluster. */
export interface ClusterLogs {
  logs(cluster: string): PodLogs | undefined;
}

/** The current time. Tests pass their own. */
export type Clock = () => Date;
