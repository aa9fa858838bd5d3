import type { CheckStatus, Heard, RegisteredInstance } from '@/lib/model';

/** How often, and how, Pilothouse asks an instance itself. */
export interface ProbeDefinition {
  readonly kind: 'http' | 'tcp' | 'grpc';
  /** The URL, or `host:port`. */
  readonly target: string;
  readonly intervalMs: number;
  readonly timeoutMs: number;
  /** So many in a row turn it. */
  readonly successes: number;
  readonly failures: number;
}

/** One check as its row keeps it. Heartbeats that changed nothing stand beside the row (`Beats`). */
export interface KeptCheck {
  readonly id: string;
  readonly name: string;
  readonly status: CheckStatus;
  readonly output: string;
  /** What its owner wrote beside it when it was registered. */
  readonly notes: string;
  readonly ttlMs: number | null;
  /** Where its heartbeats stand among all; null: it does not lapse. */
  readonly slot: number | null;
  /** When this check was made: heartbeats of before are another's. */
  readonly since: number;
  /** The last report that changed the row; null: none yet. */
  readonly reportedAt: number | null;
  /** Set when it became critical by silence: from which status, and when. */
  readonly lapsed: { readonly at: number; readonly from: CheckStatus } | null;
  readonly probe: ProbeDefinition | null;
  /** What its probe last heard; null: none was sent. */
  readonly heard: Heard | null;
}

/** One instance as its row keeps it. */
export interface KeptInstance extends Omit<RegisteredInstance, 'checks' | 'lastSeenAt'> {
  readonly checks: readonly KeptCheck[];
}

/** A change of one instance that the timeline tells. */
export interface KeptEvent {
  readonly service: string;
  readonly instance: string;
  readonly kind: 'joined' | 'left' | 'lapsed' | CheckStatus | 'drained' | 'returned' | 'probe';
  readonly sentence: string;
}

/** What a rule makes of an instance: the same object where nothing changes; null: it is not there any more. */
export interface Outcome {
  readonly next: KeptInstance | null;
  readonly events: readonly KeptEvent[];
}

export interface InstanceKey {
  readonly service: string;
  readonly id: string;
}
