import type { CheckStatus, Heard, RegisteredInstance } from '@/lib/model';

/** The probe that Pilothouse itself sends to an instance. */
export interface ProbeDefinition {
  readonly kind: 'http' | 'tcp' | 'grpc';
  /** The URL, or `host:port`. */
  readonly target: string;
  readonly intervalMs: number;
  readonly timeoutMs: number;
  /** How many equal results in a row change the status. */
  readonly successes: number;
  readonly failures: number;
}

/** One check as its row keeps it. Heartbeats that changed nothing are not in the row, but in `Beats`. */
export interface KeptCheck {
  readonly id: string;
  readonly name: string;
  readonly status: CheckStatus;
  readonly output: string;
  /** The notes of its registration. */
  readonly notes: string;
  readonly ttlMs: number | null;
  /** The slot of its heartbeats in `Beats`; null: it has no TTL. */
  readonly slot: number | null;
  /** When this check was created: earlier heartbeats of the slot belong to another check. */
  readonly since: number;
  /** The time of the last report that changed the row; null: none yet. */
  readonly reportedAt: number | null;
  /** Set when it became critical because of silence: the status before, and when. */
  readonly lapsed: { readonly at: number; readonly from: CheckStatus } | null;
  readonly probe: ProbeDefinition | null;
  /** The result of its last probe; null: none was sent. */
  readonly heard: Heard | null;
}

/** One instance as its row keeps it. */
export interface KeptInstance extends Omit<RegisteredInstance, 'checks' | 'lastSeenAt'> {
  readonly checks: readonly KeptCheck[];
}

/** A change of one instance, for the timeline. */
export interface KeptEvent {
  readonly service: string;
  readonly instance: string;
  readonly kind: 'joined' | 'left' | 'lapsed' | CheckStatus | 'drained' | 'returned' | 'probe';
  readonly sentence: string;
}

/** The result of a rule: `next` is the same object where nothing changes, and null where the instance is removed. */
export interface Outcome {
  readonly next: KeptInstance | null;
  readonly events: readonly KeptEvent[];
}

export interface InstanceKey {
  readonly service: string;
  readonly id: string;
}
