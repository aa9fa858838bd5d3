import type { SeenReadiness } from '@/lib/db/readiness';

/** The counts of one placement are written at most this often; the last ones count. */
export const READINESS_EVERY_MS = 5000;

/** Counts of ready pods that are to be written. */
export class ReadinessQueue {
  private readonly seen = new Map<string, string>();
  private readonly waiting = new Map<string, SeenReadiness>();
  private readonly writtenMs = new Map<string, number>();

  /** Adds counts, unless they are those of before. */
  see(counts: SeenReadiness): void {
    const key = `${counts.ready}/${counts.desired}`;
    if (this.seen.get(counts.placement) === key) return;
    this.seen.set(counts.placement, key);
    this.waiting.set(counts.placement, counts);
  }

  forget(placement: string): void {
    for (const map of [this.seen, this.waiting, this.writtenMs]) map.delete(placement);
  }

  get isEmpty(): boolean {
    return this.waiting.size === 0;
  }

  /** Takes up to `max` counts that may be written now. */
  take(now: Date, max: number): SeenReadiness[] {
    const due = [...this.waiting.values()]
      .filter(({ placement }) => now.getTime() - (this.writtenMs.get(placement) ?? 0) >= READINESS_EVERY_MS)
      .slice(0, max);
    for (const { placement } of due) {
      this.waiting.delete(placement);
      this.writtenMs.set(placement, now.getTime());
    }
    return due;
  }

  /** Puts back counts that were not written, unless newer ones wait. */
  putBack(counts: readonly SeenReadiness[]): void {
    for (const one of counts) {
      this.writtenMs.delete(one.placement);
      if (!this.waiting.has(one.placement)) this.waiting.set(one.placement, one);
    }
  }
}
