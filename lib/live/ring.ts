import type { WireMessage } from '@/lib/model';

export interface RingEntry {
  readonly seq: number;
  readonly message: WireMessage;
}

export interface RingLimits {
  readonly entriesMax: number;
  readonly charsMax: number;
}

/**
 * The last deltas of one topic, for tabs that reconnect. Bounded by count and by size: a tab that is further behind gets a
 * snapshot, which costs no more than the deltas would.
 */
export function createRing(startSeq: number, limits: RingLimits) {
  const entries: RingEntry[] = [];
  let chars = 0;
  // All deltas after this seq are kept.
  let floor = startSeq;

  return {
    push(entry: RingEntry): void {
      entries.push(entry);
      chars += entry.message.data.length;
      while (entries.length > limits.entriesMax || chars > limits.charsMax) {
        const dropped = entries.shift();
        if (dropped === undefined) break;
        chars -= dropped.message.data.length;
        floor = dropped.seq;
      }
    },
    /** The deltas after `seq`, oldest first; null when some were dropped. */
    after(seq: number): readonly RingEntry[] | null {
      return seq < floor ? null : entries.filter((entry) => entry.seq > seq);
    },
  };
}
export type Ring = ReturnType<typeof createRing>;
