/**
 * What reported itself to the registry: over Pilothouse's own API or over the Consul HTTP API's. Times are milliseconds since 1970 by
 * the **database's** clock, so that all replicas of Pilothouse agree.
 */

/** Who reported an instance. Kubernetes' own endpoints are not reported: they are read from the picture of the clusters. */
export const REPORTED_BY = ['self', 'consul'] as const;
export type ReportedBy = (typeof REPORTED_BY)[number];

/** Best first. Consul's words; an instance has the worst of its checks (developer.hashicorp.com/consul/api-docs/health). */
export const CHECK_STATUSES = ['passing', 'warning', 'critical'] as const;
export type CheckStatus = (typeof CHECK_STATUSES)[number];

/** The result of a probe. */
export type Heard = 'answer' | 'silence';

/** One check of an instance. */
export interface RegisteredCheck {
  /** Unique within its instance: `heartbeat`, `service:web-1`. */
  readonly id: string;
  readonly name: string;
  readonly status: CheckStatus;
  /** The text of the last report, at most 4 KB. */
  readonly output: string;
  /** Without a report for this long it becomes critical; null: it has no TTL. */
  readonly ttlMs: number | null;
  /** When it was last reported; null: never since it was registered. */
  readonly reportedAt: number | null;
  /** The result of the last probe by Pilothouse itself: any answer, or none; null: it is not probed. */
  readonly heard: Heard | null;
  /** The probe that Pilothouse itself sends for it; null: it waits for reports. */
  readonly probe: {
    readonly kind: 'http' | 'tcp' | 'grpc';
    /** The URL, or `host:port`. */
    readonly target: string;
    readonly intervalMs: number;
  } | null;
}

/** One address of a service, as it was reported. */
export interface RegisteredInstance {
  readonly service: string;
  /** Unique within its service. */
  readonly id: string;
  readonly source: ReportedBy;
  readonly address: string;
  readonly port: number | null;
  readonly tags: readonly string[];
  readonly metadata: Readonly<Record<string, string>>;
  /** Its share of the traffic beside the others; 1 unless the registration says otherwise. */
  readonly weight: number;
  readonly version: string | null;
  readonly zone: string | null;
  readonly checks: readonly RegisteredCheck[];
  /** The worst of its checks; `passing` where it has none. */
  readonly status: CheckStatus;
  /** Drained by a person or by itself: it is not given to callers, and stays registered. Null: not drained. */
  readonly drained: { readonly reason: string; readonly by: string; readonly at: number } | null;
  readonly registeredAt: number;
  /** The last report of any of its checks. */
  readonly lastSeenAt: number;
  /** When its status began. */
  readonly statusSince: number;
  /** Removed from the registry after being critical for this long; null: never removed automatically. */
  readonly deregisterAfterMs: number | null;
  /** The registry's index (`X-Consul-Index`) when it was registered, and when anything but its heartbeats last changed. */
  readonly createIndex: number;
  readonly modifyIndex: number;
}

/** While it is on nothing is removed: so many instances stopped reporting at the same time that a network failure is more likely. */
export interface RegistryProtection {
  /** Null: it is off. Otherwise its scope: one service, or the whole registry. */
  readonly on: {
    readonly scope: 'registry' | 'service';
    readonly services: readonly string[];
    readonly since: number;
    /** When it ends at the latest; what is still silent is removed then. It ends earlier when enough of them report again. */
    readonly endsAt: number;
    readonly sentence: string;
  } | null;
  /** Heartbeats that were due, and those of them that came, over the window that is judged. */
  readonly expected: number;
  readonly arrived: number;
}

/** An instance was registered, removed, drained, or changed its status: one entry of the timeline. */
export interface RegistryEvent {
  readonly service: string;
  readonly instance: string;
  readonly kind:
    'joined' | 'left' | 'lapsed' | 'passing' | 'warning' | 'critical' | 'drained' | 'returned' | 'probe';
  readonly sentence: string;
  readonly at: number;
}

/** The registry as one process holds it in memory: read without the database. */
export interface RegisteredPicture {
  /** Grows with each change that a blocking query waits for; the same on every replica. */
  index(): number;
  /** Every service that has an instance. */
  services(): readonly string[];
  /** Of one service, by id; empty where there is none. */
  instances(service: string): readonly RegisteredInstance[];
  /** How many of one service there are. */
  count(service: string): number;
  all(): Iterable<RegisteredInstance>;
  protection(): RegistryProtection;
  /** The database's clock, as estimated by this process. */
  now(): number;
  /** Called with the services that changed, after the picture holds the change. Returns a function that unsubscribes. */
  subscribe(listener: (services: readonly string[]) => void): () => void;
}

/** An empty registry. */
export const NOTHING_REGISTERED: RegisteredPicture = {
  index: () => 0,
  services: () => [],
  instances: () => [],
  count: () => 0,
  all: () => [],
  protection: () => ({ on: null, expected: 0, arrived: 0 }),
  now: () => 0,
  subscribe: () => () => undefined,
};
