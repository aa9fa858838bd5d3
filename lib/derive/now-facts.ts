import type { ChangeSummary, NowView, Problem, RolloutRow } from '@/lib/model';

/** All data of the page Now. */
export interface NowFacts {
  /** Placements that are Degraded, Missing or Unknown, or otherwise well but at a limit; in any order. */
  readonly problems: readonly Problem[];
  readonly rollouts: readonly RolloutRow[];
  readonly changes: readonly ChangeSummary[];
  /** What ended recently, in any order. */
  readonly recent: NowView['recent'];
  /** In the order of their importance; production always comes first. */
  readonly environments: NowView['environments'];
  /** The number of services. */
  readonly services: number;
  /** The number of clusters that cannot be read, whose problems are not known. */
  readonly away: number;
  readonly now: Date;
}
