/** What waits of one subject while the database is away; of more, the oldest are given up. */
const WAITING_MAX = 20;

export interface NewsQueueOptions<Seen> {
  /** What it is about. */
  readonly subjectOf: (seen: Seen) => string;
  /** What of it is news when it changes. */
  readonly signOf: (seen: Seen) => string;
  /** The signs that are known already, by subject. */
  readonly known?: ReadonlyMap<string, string>;
}

/** Sightings that are to be written because they differ from the one before, in the order in which they were seen. */
export class NewsQueue<Seen> {
  private readonly seen: Map<string, string>;
  private readonly waiting = new Map<string, readonly Seen[]>();

  constructor(private readonly options: NewsQueueOptions<Seen>) {
    this.seen = new Map(options.known);
  }

  /** Takes in how a subject is; what it was already is no news. */
  see(seen: Seen): void {
    const subject = this.options.subjectOf(seen);
    const sign = this.options.signOf(seen);
    if (this.seen.get(subject) === sign) return;
    this.seen.set(subject, sign);
    this.put(subject, [...(this.waiting.get(subject) ?? []), seen]);
  }

  /** The next sighting of a subject is news, whatever it is. */
  forget(subject: string): void {
    this.seen.delete(subject);
  }

  get isEmpty(): boolean {
    return this.waiting.size === 0;
  }

  /** Takes out what waits of up to `max` subjects. */
  take(max: number): Seen[] {
    const taken = [...this.waiting].slice(0, max);
    for (const [subject] of taken) this.waiting.delete(subject);
    return taken.flatMap(([, seen]) => seen);
  }

  /** Puts back what could not be written, before what came meanwhile. */
  putBack(seen: readonly Seen[]): void {
    for (const one of seen.toReversed()) {
      const subject = this.options.subjectOf(one);
      this.put(subject, [one, ...(this.waiting.get(subject) ?? [])]);
    }
  }

  /** Puts back what another process writes now, in case it stops: how each subject is at last. */
  standBy(seen: readonly Seen[]): void {
    for (const [subject, last] of new Map(seen.map((one) => [this.options.subjectOf(one), one]))) {
      if (!this.waiting.has(subject)) this.waiting.set(subject, [last]);
    }
  }

  private put(subject: string, seen: readonly Seen[]): void {
    this.waiting.set(subject, seen.slice(-WAITING_MAX));
  }
}

/** Rounds in which each subject stands once, its first sighting in the first round. */
export function roundsOf<Seen>(all: readonly Seen[], subjectOf: (seen: Seen) => string): Seen[][] {
  const rounds: Seen[][] = [];
  const turns = new Map<string, number>();
  for (const seen of all) {
    const subject = subjectOf(seen);
    const turn = turns.get(subject) ?? 0;
    turns.set(subject, turn + 1);
    (rounds[turn] ??= []).push(seen);
  }
  return rounds;
}
