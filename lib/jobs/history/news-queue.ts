/** The most sightings of one subject that wait while the database is unavailable; beyond it the oldest are dropped. */
const WAITING_MAX = 20;

export interface NewsQueueOptions<Seen> {
  /** The subject of a sighting. */
  readonly subjectOf: (seen: Seen) => string;
  /** The part of a sighting whose change must be written. */
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

  /** Adds a sighting, unless its sign is that of the one before. */
  see(seen: Seen): void {
    const subject = this.options.subjectOf(seen);
    const sign = this.options.signOf(seen);
    if (this.seen.get(subject) === sign) return;
    this.seen.set(subject, sign);
    this.put(subject, [...(this.waiting.get(subject) ?? []), seen]);
  }

  /** The next sighting of a subject will be written, whatever its sign. */
  forget(subject: string): void {
    this.seen.delete(subject);
  }

  get isEmpty(): boolean {
    return this.waiting.size === 0;
  }

  /** Takes the waiting sightings of up to `max` subjects. */
  take(max: number): Seen[] {
    const taken = [...this.waiting].slice(0, max);
    for (const [subject] of taken) this.waiting.delete(subject);
    return taken.flatMap(([, seen]) => seen);
  }

  /** Puts back sightings that could not be written, before those that came since. */
  putBack(seen: readonly Seen[]): void {
    for (const one of seen.toReversed()) {
      const subject = this.options.subjectOf(one);
      this.put(subject, [one, ...(this.waiting.get(subject) ?? [])]);
    }
  }

  /** Puts back the last sighting of each subject that another process is responsible for, in case that process stops. */
  standBy(seen: readonly Seen[]): void {
    for (const [subject, last] of new Map(seen.map((one) => [this.options.subjectOf(one), one]))) {
      if (!this.waiting.has(subject)) this.waiting.set(subject, [last]);
    }
  }

  private put(subject: string, seen: readonly Seen[]): void {
    this.waiting.set(subject, seen.slice(-WAITING_MAX));
  }
}

/** Splits sightings into rounds in which each subject occurs once, its first sighting in the first round. */
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
