import { patchRow, rowKey, type Delta, type Snapshot, type Topic, type TopicSnapshot } from '@/lib/model';

/** The rows of one topic that a tab holds; undefined before the first snapshot. */
export type Held = Snapshot<unknown> | undefined;

export interface Applied {
  readonly held: Held;
  /** Whether the message does not fit the held rows: a new snapshot is needed. */
  readonly gap: boolean;
}

/**
 * Applies one message to the held rows. Freshness is decided by `seq` within an epoch, never by clocks: a message that is not newer changes
 * nothing (the same object is returned). Rows keep their order; new ones are last.
 */
export function applyMessage(held: Held, message: Delta | TopicSnapshot): Applied {
  if ('items' in message) return { held: newer(held, bare(message)), gap: false };
  if (held?.epoch !== message.epoch) return { held, gap: true };
  if (message.seq <= held.seq) return { held, gap: false };
  const merged = merge(held, message);
  return merged === null ? { held, gap: true } : { held: merged, gap: false };
}

/**
 * The fresher of two snapshots of a topic. Two epochs cannot be ordered: the one that came last, `next`, counts.
 */
export function newer<T>(held: Snapshot<T> | undefined, next: Snapshot<T>): Snapshot<T> {
  return held?.epoch === next.epoch && held.seq >= next.seq ? held : next;
}

/**
 * Chooses the rows that a page shows: those that the tab holds, or those that the server rendered. A page from the router's cache may be
 * older than the tab's rows, or of a process that has ended; `epoch` is the last one of the stream.
 */
export function prefer<T>(
  held: Snapshot<T> | undefined,
  initial: Snapshot<T>,
  epoch: string | null,
): Snapshot<T> {
  if (held && held.epoch !== initial.epoch && held.epoch === epoch) return held;
  return newer(held, initial);
}

const bare = ({ epoch, seq, items }: TopicSnapshot): Snapshot<unknown> => ({ epoch, seq, items });

/** Null where a patched row is not held. */
function merge(held: Snapshot<unknown>, delta: Delta): Snapshot<unknown> | null {
  const topic = delta.topic as Topic;
  const fresh = new Map(delta.upserts.map(({ key, value }) => [key, value]));
  const patches = new Map(Object.entries(delta.patches ?? {}));
  const gone = new Set(delta.deletes);
  const items: unknown[] = [];
  for (const row of held.items) {
    const key = rowKey(topic, row);
    if (fresh.has(key)) {
      items.push(fresh.get(key));
      fresh.delete(key);
    } else if (patches.has(key)) {
      items.push(patchRow(row, patches.get(key) ?? {}));
      patches.delete(key);
    } else if (!gone.has(key)) {
      items.push(row);
    }
  }
  if (patches.size > 0) return null;
  items.push(...fresh.values());
  return { epoch: delta.epoch, seq: delta.seq, items };
}
