import type { CheckStatus, Heard } from './registered';

/**
 * Probes: what Pilothouse itself asks of an instance, and what it heard. Times are milliseconds since 1970 by the **database's** clock,
 * as those of the registry are.
 */

/** What the owner of a Kubernetes Service wants to have asked of each of its endpoints. */
export interface EndpointProbe {
  readonly kind: 'http' | 'tcp' | 'grpc';
  /** A number, or the name of a port of its EndpointSlices; null: the first port that they have. */
  readonly port: number | string | null;
  /** Of HTTP the path and query, of gRPC the service; of TCP empty. */
  readonly path: string;
  readonly intervalMs: number;
  readonly timeoutMs: number;
  /** So many answers in a row, or so many failures, turn the verdict. */
  readonly healthy: number;
  readonly unhealthy: number;
}

/** A Kubernetes Service whose endpoints are probed. */
export interface ProbedService {
  readonly cluster: string;
  readonly namespace: string;
  readonly service: string;
}

/** The name by which its timeline is kept: nothing registers under one with a slash. */
export function probedServiceName({ cluster, namespace, service }: ProbedService): string {
  return `${cluster}/${namespace}/${service}`;
}

/** One endpoint of it, as its EndpointSlice names it. */
export interface EndpointTarget extends ProbedService {
  readonly address: string;
  readonly port: number;
  readonly probe: EndpointProbe;
}

/** How what is probed stands. */
export interface Probed {
  /** After as many in a row as were wanted; null: not judged yet. */
  readonly status: CheckStatus | null;
  /** Since when it has this status; null: not judged yet. */
  readonly since: number | null;
  /** What the last probe heard, as a sentence that holds nothing of what was answered. */
  readonly sentence: string;
  /** Null: nobody was asked, and the sentence says why. */
  readonly heard: Heard | null;
  readonly askedAt: number;
  /** How long the last answer took. */
  readonly tookMs: number;
}

/** What was heard of one instance within one minute. */
export interface ProbeMinute {
  /** When it began. */
  readonly at: number;
  readonly asked: number;
  readonly failed: number;
  /** Of what answered; null where nothing did. */
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

/** What probes heard, as one process holds it in memory: read without the database. */
export interface ProbePicture {
  /** Whether an administrator said that the pods of a cluster can be reached from here. */
  reaches(cluster: string): boolean;
  /** Null: not asked yet. */
  endpoint(target: EndpointTarget): Probed | null;
  /** When a check was asked last and how long that took; null: not within the hour. */
  asked(check: ProbedCheck): LastAsked | null;
  /** The last hour, oldest first; minutes in which nothing was asked are left out. */
  minutes(of: EndpointTarget | ProbedCheck): readonly ProbeMinute[];
  /** Called with the Kubernetes Services of which an endpoint changed its verdict; answers how to stop. */
  subscribe(listener: (services: readonly ProbedService[]) => void): () => void;
}

/** Where nothing is ever asked. */
export const NOTHING_PROBED: ProbePicture = {
  reaches: () => false,
  endpoint: () => null,
  asked: () => null,
  minutes: () => [],
  subscribe: () => () => undefined,
};
