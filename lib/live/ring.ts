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
 * The last deltas of one topic, for tabs that come back. Bounded by count and by size: whoever is further behind gets a
 * snapshot, which is never dearer than what it replaces.
 */
export function createRing(startSeq: number, limits: RingLimits) {
  const entries: RingEntry[] = [];
  let chars = 0;
  // Everything after this seq is still here.
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
    /** What came after `seq`, oldest first; null when some of it is gone. */
    after(seq: number): readonly RingEntry[] | null {
      return seq < floor ? null : entries.filter((entry) => entry.seq > seq);
    },
  };
}
export type Ring = ReturnType<typeof createRing>;
