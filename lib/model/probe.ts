import type { CheckStatus, Heard } from './registered';

/**
 * Probes: requests that Pilothouse itself sends to an instance, and their results. Times are milliseconds since 1970 by the **database's** clock,
 * as those of the registry are.
 */

/** The probe that the owner of a Kubernetes Service wants for each of its endpoints. */
export interface EndpointProbe {
  readonly kind: 'http' | 'tcp' | 'grpc';
  /** A number, or the name of a port of its EndpointSlices; null: the first port that they have. */
  readonly port: number | string | null;
  /** Of HTTP the path and query, of gRPC the service; of TCP empty. */
  readonly path: string;
  readonly intervalMs: number;
  readonly timeoutMs: number;
  /** So many answers, or failures, in a row change the status. */
  readonly healthy: number;
  readonly unhealthy: number;
}

/** A Kubernetes Service whose endpoints are probed. */
export interface ProbedService {
  readonly cluster: string;
  readonly namespace: string;
  readonly service: string;
}

/** The name by which its timeline is kept: registered names have no slash, so they cannot collide. */
export function probedServiceName({ cluster, namespace, service }: ProbedService): string {
  return `${cluster}/${namespace}/${service}`;
}

/** One endpoint of it, as its EndpointSlice names it. */
export interface EndpointTarget extends ProbedService {
  readonly address: string;
  readonly port: number;
  readonly probe: EndpointProbe;
}

/** The state of one probe. */
export interface Probed {
  /** Set after as many equal results in a row as the probe demands; null: not judged yet. */
  readonly status: CheckStatus | null;
  /** Since when it has this status; null: not judged yet. */
  readonly since: number | null;
  /** The result of the last probe, as a sentence that holds nothing of the answer's content. */
  readonly sentence: string;
  /** Null: no probe was sent; the sentence says why. */
  readonly heard: Heard | null;
  readonly askedAt: number;
  /** How long the last answer took. */
  readonly tookMs: number;
}

/** The results of one probe within one minute. */
export interface ProbeMinute {
  /** When it began. */
  readonly at: number;
  readonly asked: number;
  readonly failed: number;
  /** Of answered probes; null where none was answered. */
  readonly p50Ms: number | null;
  readonly maxMs: number | null;
}

export interface LastAsked {
  readonly at: number;
  readonly tookMs: number;
}

/** A check of an instance that reports itself. */
export interface ProbedCheck {
  readonly service: string;
  readonly id: string;
  readonly check: string;
}

/** The results of probes, as one process holds them in memory: read without the database. */
export interface ProbePicture {
  /** Whether the settings say that the pods of a cluster can be reached from here. */
  reaches(cluster: string): boolean;
  /** Null: not probed yet. */
  endpoint(target: EndpointTarget): Probed | null;
  /** When a check was last probed and how long that took; null: not within the last hour. */
  asked(check: ProbedCheck): LastAsked | null;
  /** The last hour, oldest first; minutes without a probe are left out. */
  minutes(of: EndpointTarget | ProbedCheck): readonly ProbeMinute[];
  /** Called with the Kubernetes Services of which an endpoint changed its status. Returns a function that unsubscribes. */
  subscribe(listener: (services: readonly ProbedService[]) => void): () => void;
}

/** A picture without probes. */
export const NOTHING_PROBED: ProbePicture = {
  reaches: () => false,
  endpoint: () => null,
  asked: () => null,
  minutes: () => [],
  subscribe: () => () => undefined,
};
