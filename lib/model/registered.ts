/**
 * What reported itself to the registry: over Pilothouse's own API or over the Consul HTTP API's. Times are milliseconds since 1970 by
 * the **database's** clock, so that several replicas of Pilothouse tell one story.
 */

/** Who reported an instance. Kubernetes' own endpoints are not reported: they are read from the picture of the clusters. */
export const REPORTED_BY = ['self', 'consul'] as const;
export type ReportedBy = (typeof REPORTED_BY)[number];

/** Best first. Consul's words; an instance has the worst of its checks (developer.hashicorp.com/consul/api-docs/health). */
export const CHECK_STATUSES = ['passing', 'warning', 'critical'] as const;
export type CheckStatus = (typeof CHECK_STATUSES)[number];

/** What a probe heard. */
export type Heard = 'answer' | 'silence';

/** One check of an instance. */
export interface RegisteredCheck {
  /** Unique within its instance: `heartbeat`, `service:web-1`. */
  readonly id: string;
  readonly name: string;
  readonly status: CheckStatus;
  /** What was told with the last report, at most 4 KB. */
  readonly output: string;
  /** Without a report for so long it is critical; null: it does not lapse. */
  readonly ttlMs: number | null;
  /** When it was last reported; null: never since it was registered. */
  readonly reportedAt: number | null;
  /** What Pilothouse itself heard when it last asked there: whatever answer, or none; null: it does not ask, or may not. */
  readonly heard: Heard | null;
  /** What Pilothouse itself asks for it; null: it waits to be told. */
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
  /** Its share of the traffic beside the others; 1 where nothing else was told. */
  readonly weight: number;
  readonly version: string | null;
  readonly zone: string | null;
  readonly checks: readonly RegisteredCheck[];
  /** The worst of its checks; `passing` where it has none. */
  readonly status: CheckStatus;
  /** Taken out by a person or by itself: it is not given to callers, and stays registered. Null: it is in. */
  readonly drained: { readonly reason: string; readonly by: string; readonly at: number } | null;
  readonly registeredAt: number;
  /** The last report of any of its checks. */
  readonly lastSeenAt: number;
  /** When its status began. */
  readonly statusSince: number;
  /** Taken out of the registry when critical for so long; null: never by itself. */
  readonly deregisterAfterMs: number | null;
  /** Of the registry's index (`X-Consul-Index`): when it came, and when anything of it but its heartbeats last changed. */
  readonly createIndex: number;
  readonly modifyIndex: number;
}

/** Nothing is removed while it is on: too many vanished at once for all of them to be gone. */
export interface RegistryProtection {
  /** `null`: it is off. Else the scope: one service, or the whole registry. */
  readonly on: {
    readonly scope: 'registry' | 'service';
    readonly services: readonly string[];
    readonly since: number;
    /** When it ends by time alone: what is silent for longer is gone. Earlier, when enough of them are heard of again. */
    readonly endsAt: number;
    readonly sentence: string;
  } | null;
  /** Heartbeats that were due, and those of them that came, over the window that is judged. */
  readonly expected: number;
  readonly arrived: number;
}

/** An instance came, went, or changed its status or its place in the answers: what the timeline shows. */
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
  /** The database's clock as this process reckons it. */
  now(): number;
  /** Called with the services that changed, after the picture holds the change; answers how to stop. */
  subscribe(listener: (services: readonly string[]) => void): () => void;
}

/** A registry that nothing ever reported itself to. */
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
