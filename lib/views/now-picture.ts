import type { NowView, Problem, RolloutRow } from '@/lib/model';
import type { WorldContext } from './context';
import { EnvironmentTally, type EnvironmentShare } from './now-environments';
import { isNotable } from './notable';
import { problemOf, type KeptProblem } from './problem';
import { RolloutTimeline, type TimedRollout } from './rollout-timeline';

/** What one placement contributes to Now. */
interface Share {
  readonly environment: EnvironmentShare;
  readonly rollouts: readonly RolloutRow[];
}

/** The problems that changed since the last call. */
export interface MovedProblems {
  readonly upserts: readonly Problem[];
  /** Ids of placements. */
  readonly gone: readonly string[];
}

/**
 * The contents of Now, kept by placement: only touched placements are read again, so that one pod's change costs the same among ten
 * services and among thousands.
 */
export class NowPicture {
  private readonly touched = new Set<string>();
  private readonly shares = new Map<string, Share>();
  private readonly tally = new EnvironmentTally();
  private readonly timeline = new RolloutTimeline();
  private readonly passages = new Map<string, RolloutRow>();
  private readonly kept = new Map<string, KeptProblem>();
  private changesRead: readonly unknown[] | null = null;

  constructor(private readonly context: WorldContext) {}

  /** These placements were derived again, added or removed. */
  touch(placements: Iterable<string>): void {
    for (const id of placements) this.touched.add(id);
  }

  /** Applies what was touched, and what time or a Change did to known problems; returns what changed. */
  settle(): MovedProblems {
    const changes = this.context.changes.list();
    const ms = this.context.now().getTime();
    for (const [id, { validUntilMs }] of this.kept) {
      if (changes !== this.changesRead || validUntilMs <= ms) this.touched.add(id);
    }
    this.changesRead = changes;
    const upserts: Problem[] = [];
    const gone: string[] = [];
    for (const id of this.touched) {
      this.readShare(id);
      const had = this.kept.has(id);
      const problem = problemOf(this.context, id, isNotable);
      if (problem) {
        this.kept.set(id, problem);
        upserts.push(problem.problem);
      } else if (had) {
        this.kept.delete(id);
        gone.push(id);
      }
    }
    this.touched.clear();
    return { upserts, gone };
  }

  /** Placements that are broken or at a limit, in any order. */
  problems(): Problem[] {
    return [...this.kept.values()].map(({ problem }) => problem);
  }

  environments(): NowView['environments'] {
    return this.tally.list(this.context.environments());
  }

  /** Rollouts that did not end, in any order. */
  rolloutsInProgress(): RolloutRow[] {
    return [...this.passages.values()];
  }

  /** When rollouts ended, or began, newest first. */
  newestRollouts(): Iterable<TimedRollout> {
    return this.timeline.newest();
  }

  private readShare(id: string): void {
    const before = this.shares.get(id);
    if (before) this.drop(before);
    const share = this.shareOf(id);
    if (!share) {
      this.shares.delete(id);
      return;
    }
    this.shares.set(id, share);
    this.tally.add(share.environment);
    for (const row of share.rollouts) {
      this.timeline.add(row);
      if (row.state !== 'Complete') this.passages.set(row.id, row);
    }
  }

  private drop({ environment, rollouts }: Share): void {
    this.tally.take(environment);
    for (const row of rollouts) {
      this.timeline.take(row);
      // The row of a workload that now belongs to another placement is already that one's.
      if (this.passages.get(row.id) === row) this.passages.delete(row.id);
    }
  }

  private shareOf(id: string): Share | null {
    const { index, views, scope } = this.context;
    const view = views.get(id);
    const placement = index.placement(id);
    if (!view || !placement || !scope.sees(placement)) return null;
    const { service, cluster, namespace } = placement;
    const { summary, rollouts } = view;
    const { title } = views.environment(cluster, namespace);
    return {
      environment: {
        environment: summary.environment,
        title,
        service,
        cluster,
        status: summary.health.status,
      },
      rollouts,
    };
  }
}

/** A new picture of everything. */
export function wholePicture(context: WorldContext): NowPicture {
  const picture = new NowPicture(context);
  picture.touch([...context.index.allPlacements()].map(({ id }) => id));
  picture.settle();
  return picture;
}
