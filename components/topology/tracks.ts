interface Span {
  readonly key: string;
  low: number;
  high: number;
}

/** Gives lines in the same gap or channel parallel tracks, so that none hides another; lines beyond `most` share the last tracks. */
export class Tracks {
  private readonly claims = new Map<number, Map<string, Span>>();
  private readonly given = new Map<number, { of: Map<string, number>; count: number }>();

  constructor(private readonly most: number) {}

  /** Claims a track of `room` from `a` to `b`; equal keys share a track. */
  claim(room: number, key: string, a: number, b: number): void {
    const spans = this.claims.get(room) ?? new Map<string, Span>();
    this.claims.set(room, spans);
    const held = spans.get(key) ?? { key, low: Infinity, high: -Infinity };
    held.low = Math.min(held.low, a, b);
    held.high = Math.max(held.high, a, b);
    spans.set(key, held);
  }

  /** Assigns the tracks from the top, in the order of the claims. */
  settle(): void {
    for (const [room, spans] of this.claims) {
      const ends: number[] = [];
      const of = new Map<string, number>();
      const sorted = [...spans.values()].sort((a, b) => a.low - b.low || (a.key < b.key ? -1 : 1));
      for (const { key, low, high } of sorted) {
        let track = ends.findIndex((end) => end + 8 < low);
        if (track === -1) track = ends.length < this.most ? ends.length : of.size % this.most;
        ends[track] = Math.max(ends[track] ?? -Infinity, high);
        of.set(key, track);
      }
      this.given.set(room, { of, count: ends.length });
    }
  }

  of(room: number, key: string): number {
    return this.given.get(room)?.of.get(key) ?? 0;
  }

  count(room: number): number {
    return this.given.get(room)?.count ?? 0;
  }
}
