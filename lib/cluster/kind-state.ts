import type { Kind } from '@/lib/model';
import type { ClusterWriter } from '@/lib/store';
import type { ClusterTimers } from './timers';

/** Translates what the reflector of one kind sees into the KindState that the store shows. */
export interface KindStateTracker {
  /** A list is complete. The store has set the kind to live itself. */
  listed(): void;
  /** The server accepted a watch. */
  resumed(): void;
  /** The stream sent something. */
  received(): void;
  /** The stream sent nothing for `silentMs`. */
  silent(silentMs: number): void;
  /** The server refuses the kind, does not serve it, or refuses our credentials. */
  refused(state: 'forbidden' | 'absent' | 'stale', reason: string): void;
  /** The kind cannot be watched for now: it becomes stale if that lasts 10 s. */
  lost(reason: string): void;
  /** Milliseconds until `lost` makes the kind stale; Infinity when nothing was lost. */
  graceMs(): number;
  /** The grace is over. */
  expire(): void;
}

/** How long a broken stream may take to be resumed before the kind is stale: as long as two missed heartbeats. */
const GRACE_MS = 10_000;
/** A first silence may be a lost connection, which is resumed; after a second one the server itself sends nothing. */
const SILENCES_MAX = 2;

export function trackKindState(kind: Kind, writer: ClusterWriter, timers: ClusterTimers): KindStateTracker {
  let listed = false;
  let silences = 0;
  let lost: { readonly since: number; readonly reason: string } | null = null;

  const set = (state: 'live' | 'forbidden' | 'absent' | 'stale', reason: string | null): void => {
    const name = state === 'stale' && !listed ? 'listing' : state;
    writer.setKindState(kind, { state: name, reason }, timers.now().toISOString());
  };
  return {
    listed() {
      listed = true;
      lost = null;
    },
    resumed() {
      lost = null;
      if (silences < SILENCES_MAX) set('live', null);
    },
    received() {
      if (silences >= SILENCES_MAX) set('live', null);
      silences = 0;
    },
    silent(silentMs) {
      silences += 1;
      if (silences < SILENCES_MAX) return;
      const seconds = (silences * silentMs) / 1000;
      set('stale', `The watch of ${kind} objects has sent nothing, not even a bookmark, for ${seconds} s.`);
    },
    refused(state, reason) {
      lost = null;
      set(state, reason);
    },
    lost(reason) {
      lost = { since: lost?.since ?? timers.now().getTime(), reason };
      // Without a first list there is no picture that could be used during the grace time.
      if (!listed) set('stale', reason);
    },
    graceMs() {
      if (lost === null || !listed) return Infinity;
      return Math.max(0, lost.since + GRACE_MS - timers.now().getTime());
    },
    expire() {
      if (lost !== null) set('stale', lost.reason);
    },
  };
}
