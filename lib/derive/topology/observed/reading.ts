import type { Observation } from './observation';

/** What one Prometheus told when it last answered. Replaced as a whole by the next one. */
export interface TrafficReading {
  /** Its address, as the settings have it. */
  readonly address: string;
  /** Clusters that its series are of; null: any. */
  readonly clusters: readonly string[] | null;
  readonly observedAt: string;
  /** Whether it does not answer any more. */
  readonly isOld: boolean;
  readonly observations: readonly Observation[];
}

/** Series of a reading that stand on no edge, by why. */
export interface LeftOut {
  /** Series whose caller is not known, or is nothing that runs here. */
  readonly caller: number;
  /** Series whose called end is not known, or is nothing that runs here. */
  readonly called: number;
  /** Series that fit several callers or called ones. */
  readonly ambiguous: number;
}

/** What became of the series of a reading. */
export interface Placing extends LeftOut {
  /** Series whose both ends were found. */
  readonly placed: number;
}

export const NOTHING_PLACED: Placing = { placed: 0, caller: 0, called: 0, ambiguous: 0 };
