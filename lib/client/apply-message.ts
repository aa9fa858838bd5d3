import { patchRow, rowKey, type Delta, type Snapshot, type Topic, type TopicSnapshot } from '@/lib/model';

/** What a tab holds of one topic: undefined before its first snapshot. */
export type Held = Snapshot<unknown> | undefined;

export interface Applied {
  readonly held: Held;
  /** The message cannot be put on what is held: a new snapshot is needed. */
  readonly gap: boolean;
}

/**
 * Puts one message on what is held. Freshness is decided by `seq` within an epoch, never by clocks: what is not newer changes nothing
 * (the same object is returned). Rows keep their place; new ones come last.
 */
export function applyMessage(held: Held, message: Delta | TopicSnapshot): Applied {
  if ('items' in message) return { held: newer(held, bare(message)), gap: false };
  if (held?.epoch !== message.epoch) return { held, gap: true };
  if (message.seq <= held.seq) return { held, gap: false };
  const merged = merge(held, message);
  return merged === null ? { held, gap: true } : { held: merged, gap: false };
}

/**
 * The fresher of two pictures of a topic. Between two epochs no order can be told: the one that came last, `next`, counts.
 */
export function newer<T>(held: Snapshot<T> | undefined, next: Snapshot<T>): Snapshot<T> {
  return held?.epoch === next.epoch && held.seq >= next.seq ? held : next;
}

/**
 * What a page shows: the rows that the tab holds, or those that the server rendered. A page out of the router's cache may be older
 * than the tab and even of a process that is gone; `epoch` is the one that the stream last heard.
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

/** Null: a row that is patched is not held. */
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
