import type { SeenHealth } from '@/lib/db/transitions';

type Kept = Pick<SeenHealth, 'status' | 'reason'>;

/** What waits of one placement while the database is away; of more, the oldest are given up. */
const WAITING_MAX = 20;

/** Changes of health that are to be written, in the order in which they were seen. */
export class TransitionQueue {
  private readonly seen: Map<string, Kept>;
  private readonly waiting = new Map<string, SeenHealth[]>();

  constructor(kept: ReadonlyMap<string, Kept>) {
    this.seen = new Map(kept);
  }

  /** Takes in how a placement is; what it was already is no news. */
  see(health: SeenHealth): void {
    const { placement, status, reason } = health;
    const before = this.seen.get(placement);
    if (before?.status === status && before.reason === reason) return;
    this.seen.set(placement, { status, reason });
    this.waiting.set(placement, bounded([...(this.waiting.get(placement) ?? []), health]));
  }

  forget(placement: string): void {
    this.seen.delete(placement);
  }

  get isEmpty(): boolean {
    return this.waiting.size === 0;
  }

  /** Takes out what waits of up to `max` placements. */
  take(max: number): SeenHealth[] {
    const taken = [...this.waiting].slice(0, max);
    for (const [placement] of taken) this.waiting.delete(placement);
    return taken.flatMap(([, healths]) => healths);
  }

  /** Puts back what could not be written, before what came meanwhile. */
  putBack(healths: readonly SeenHealth[]): void {
    for (const health of healths.toReversed()) {
      const later = this.waiting.get(health.placement) ?? [];
      this.waiting.set(health.placement, bounded([health, ...later]));
    }
  }

  /** Puts back what another process writes now, in case it stops: how each placement is at last. */
  standBy(healths: readonly SeenHealth[]): void {
    for (const health of new Map(healths.map((one) => [one.placement, one])).values()) {
      if (!this.waiting.has(health.placement)) this.waiting.set(health.placement, [health]);
    }
  }
}

function bounded(healths: readonly SeenHealth[]): SeenHealth[] {
  return healths.slice(-WAITING_MAX);
}

/** Rounds in which each placement stands once, its first change in the first round. */
export function roundsOf(healths: readonly SeenHealth[]): SeenHealth[][] {
  const rounds: SeenHealth[][] = [];
  const turns = new Map<string, number>();
  for (const health of healths) {
    const turn = turns.get(health.placement) ?? 0;
    turns.set(health.placement, turn + 1);
    (rounds[turn] ??= []).push(health);
  }
  return rounds;
}
