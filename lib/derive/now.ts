import { HEALTH_RANK, type Health, type NowView, type Problem, type RolloutState } from '@/lib/model';
import type { NowFacts } from './now-facts';
import { isUnreached, nowDetail, nowVerdict } from './now-sentences';
import { millis, secondsBetween } from './times';

const RECENT_MAX = 10;
const RECENT_SECONDS = 86_400;
/** The type demands an entry for each status. */
const IS_BROKEN: Readonly<Record<Health, boolean>> = {
  Healthy: false,
  Idle: false,
  Suspended: false,
  Progressing: false,
  Unknown: false,
  Missing: true,
  Degraded: true,
};
const ROLLOUT_RANK: Readonly<Record<RolloutState, number>> = {
  Failed: 0,
  Stalled: 1,
  Progressing: 2,
  Paused: 3,
  Complete: 4,
};

/**
 * What is broken, what is not known, what is rolling out and what waits: the page for on-call. The worst comes first:
 * production before other environments, then the worse status, the smaller share of pods that serve, what is reached
 * from outside the cluster, the newer. What is well but at a limit has a list of its own and does not count as broken.
 */
export function nowView(facts: NowFacts): Omit<NowView, 'disagreements'> {
  const problems = inOrder(facts.problems, facts.environments);
  const broken = problems.filter(({ health }) => IS_BROKEN[health.status]);
  const unknown = problems.filter(({ health }) => health.status === 'Unknown');
  const strained = problems.filter(({ health }) => health.status !== 'Unknown' && !IS_BROKEN[health.status]);
  const rolling = facts.rollouts
    .filter(({ state }) => state !== 'Complete')
    .toSorted((a, b) => ROLLOUT_RANK[a.state] - ROLLOUT_RANK[b.state] || newerFirst(a.since, b.since));
  const waiting = facts.changes
    .filter(({ state }) => state === 'awaiting-approval')
    .toSorted((a, b) => millis(a.createdAt) - millis(b.createdAt));
  const view = { broken, unknown, strained, rolling, waiting };
  return {
    verdict: nowVerdict(view, facts),
    sentence: nowDetail(view, facts),
    ...view,
    recent: facts.recent
      .filter(({ at }) => secondsBetween(at, facts.now) < RECENT_SECONDS)
      .toSorted((a, b) => newerFirst(a.at, b.at))
      .slice(0, RECENT_MAX),
    totals: {
      broken: broken.length,
      unknown: unknown.length,
      strained: strained.length,
      rolling: rolling.length,
    },
    environments: [...facts.environments],
  };
}

function inOrder(problems: readonly Problem[], environments: NowView['environments']): Problem[] {
  const tiers = new Map(environments.map(({ name }, index) => [name, index]));
  const tierOf = ({ environment }: Problem): number =>
    environment === 'production' ? -1 : (tiers.get(environment) ?? environments.length);
  return problems
    .map((problem) => ({
      problem,
      tier: tierOf(problem),
      rank: HEALTH_RANK[problem.health.status],
      share: servingShare(problem),
      sinceMs: millisOrZero(problem.health.since),
    }))
    .sort(
      (a, b) =>
        a.tier - b.tier ||
        b.rank - a.rank ||
        a.share - b.share ||
        Number(b.problem.exposed) - Number(a.problem.exposed) ||
        b.sinceMs - a.sinceMs ||
        (a.problem.placement < b.problem.placement ? -1 : 1),
    )
    .map(({ problem }) => problem);
}

/** The share of pods that serve; 0 where no pod is wanted, and where no Service reaches them. */
function servingShare(problem: Problem): number {
  const { ready, desired } = problem;
  return desired === 0 || isUnreached(problem) ? 0 : ready / desired;
}

function newerFirst(a: string | null, b: string | null): number {
  return millisOrZero(b) - millisOrZero(a);
}

/** An entry without a time comes last. */
function millisOrZero(time: string | null): number {
  return time === null ? 0 : millis(time);
}
