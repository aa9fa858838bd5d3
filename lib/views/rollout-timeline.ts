import type { RolloutRow } from '@/lib/model';

/** A rollout, and when it ended, or began where it is in progress. */
export interface TimedRollout {
  readonly at: string;
  readonly row: RolloutRow;
}

interface Entry extends TimedRollout {
  readonly ms: number;
}

/** Rollouts in the order of that time, the newest first. Adding or removing one does not sort the others. */
export class RolloutTimeline {
  private readonly entries: Entry[] = [];

  /** Adds a row; a row without a time is ignored. */
  add(row: RolloutRow): void {
    const entry = entryOf(row);
    if (entry) this.entries.splice(this.placeOf(entry), 0, entry);
  }

  /** Removes a row that was added. */
  take(row: RolloutRow): void {
    const entry = entryOf(row);
    if (!entry) return;
    // A workload that moves to another placement is here twice for a moment.
    for (let place = this.placeOf(entry); this.entries[place]?.row.id === row.id; place += 1) {
      if (this.entries[place]?.row !== row) continue;
      this.entries.splice(place, 1);
      return;
    }
  }

  /** Newest first. */
  newest(): Iterable<TimedRollout> {
    return this.entries;
  }

  /** The index of an entry, or where it would be inserted. */
  private placeOf(entry: Entry): number {
    let low = 0;
    let high = this.entries.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const held = this.entries[middle];
      if (held !== undefined && comesBefore(held, entry)) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function comesBefore(a: Entry, b: Entry): boolean {
  return a.ms > b.ms || (a.ms === b.ms && a.row.id < b.row.id);
}

function entryOf(row: RolloutRow): Entry | null {
  const at = row.state === 'Complete' ? row.since : row.startedAt;
  return at === null ? null : { at, ms: Date.parse(at), row };
}
