/** The database's clock as this process reckons it: it goes on while the database is away. */
export interface RegistryClock {
  /** Milliseconds since 1970, a whole number. */
  now(): number;
  /** The database said `at`, at some time between the two readings of `monotonic`. */
  heard(at: number, between: { readonly sent: number; readonly answered: number }): void;
  /** What `heard` is told by. */
  monotonic(): number;
}

export function createRegistryClock(monotonic: () => number, start: number): RegistryClock {
  let offset = start - monotonic();
  return {
    now: () => Math.floor(monotonic() + offset),
    heard(at, { sent, answered }) {
      offset = at - (sent + answered) / 2;
    },
    monotonic,
  };
}
