/** The database's clock, as this process estimates it: it runs on while the database is unavailable. */
export interface RegistryClock {
  /** Milliseconds since 1970, a whole number. */
  now(): number;
  /** Sets the clock: the database returned the time `at` between the two readings of `monotonic`. */
  heard(at: number, between: { readonly sent: number; readonly answered: number }): void;
  /** The process's own clock, for the readings of `heard`. */
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
