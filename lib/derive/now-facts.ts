import type { ChangeSummary, NowView, Problem, RolloutRow } from '@/lib/model';

/** All that the page is made of. */
export interface NowFacts {
  /** Placements that are Degraded, Missing or Unknown, or well and at a limit; in any order. */
  readonly problems: readonly Problem[];
  readonly rollouts: readonly RolloutRow[];
  readonly changes: readonly ChangeSummary[];
  /** What ended lately, in any order. */
  readonly recent: NowView['recent'];
  /** In the order of their importance; production is put first whatever the order. */
  readonly environments: NowView['environments'];
  /** How many services there are, each counted once. */
  readonly services: number;
  /** Clusters that cannot be read: they may hide anything. */
  readonly away: number;
  readonly now: Date;
}
