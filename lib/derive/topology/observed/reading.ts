import type { Observation } from './observation';

/** What one Prometheus last answered. The next reading replaces it as a whole. */
export interface TrafficReading {
  /** Its address, as the settings have it. */
  readonly address: string;
  /** Clusters that its series belong to; null: any. */
  readonly clusters: readonly string[] | null;
  readonly observedAt: string;
  /** Whether the Prometheus no longer answers. */
  readonly isOld: boolean;
  readonly observations: readonly Observation[];
}

/** The numbers of series that belong to no edge, by reason. */
export interface LeftOut {
  /** Series whose caller is not known, or does not run in these clusters. */
  readonly caller: number;
  /** Series whose called end is not known, or does not run in these clusters. */
  readonly called: number;
  /** Series that fit several callers or several called ends. */
  readonly ambiguous: number;
}

/** How many series of a reading were placed on an edge, and how many were not. */
export interface Placing extends LeftOut {
  /** Series whose both ends were found. */
  readonly placed: number;
}

export const NOTHING_PLACED: Placing = { placed: 0, caller: 0, called: 0, ambiguous: 0 };
