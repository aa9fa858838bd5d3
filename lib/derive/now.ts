import {
  HEALTH_RANK,
  type ChangeSummary,
  type NowView,
  type Problem,
  type RolloutRow,
  type RolloutState,
} from '@/lib/model';
import { millis, secondsBetween } from './times';
import { count, listed, sentence } from './words';

export interface NowFacts {
  /** Placements that are Degraded, Missing or Unknown, in any order. */
  readonly problems: readonly Problem[];
  /** Placements that are in no trouble and have a cause named beside their status, in any order. */
  readonly strained: readonly Problem[];
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

const RECENT_MAX = 10;
const RECENT_SECONDS = 86_400;
const ROLLOUT_RANK: Readonly<Record<RolloutState, number>> = {
  Failed: 0,
  Stalled: 1,
  Progressing: 2,
  Paused: 3,
  Complete: 4,
};

/**
 * What is broken, what is not known, what is rolling out and what waits: the page for the one who is woken at three. The
 * worst comes first: production before other environments, then the graver status, the smaller share of ready pods, the newer.
 */
export function nowView(facts: NowFacts): NowView {
  const problems = inOrder(facts.problems, facts.environments);
  const broken = problems.filter(({ health }) => health.status !== 'Unknown');
  const unknown = problems.filter(({ health }) => health.status === 'Unknown');
  const rolling = facts.rollouts
    .filter(({ state }) => state !== 'Complete')
    .toSorted((a, b) => ROLLOUT_RANK[a.state] - ROLLOUT_RANK[b.state] || newerFirst(a.since, b.since));
  const waiting = facts.changes
    .filter(({ state }) => state === 'awaiting-approval')
    .toSorted((a, b) => millis(a.createdAt) - millis(b.createdAt));
  const strained = inOrder(facts.strained, facts.environments);
  const view = { broken, unknown, strained, rolling, waiting };
  return {
    verdict: sentenceOf(verdictWords(view, facts)),
    sentence: detail(view, facts),
    ...view,
    recent: facts.recent
      .filter(({ at }) => secondsBetween(at, facts.now) < RECENT_SECONDS)
      .toSorted((a, b) => newerFirst(a.at, b.at))
      .slice(0, RECENT_MAX),
    totals: { broken: broken.length, unknown: unknown.length },
    environments: [...facts.environments],
  };
}

type Parts = Pick<NowView, 'broken' | 'unknown' | 'strained' | 'rolling' | 'waiting'>;

/** Names of machines keep their case: a sentence that begins with a service's name is not capitalised. */
function sentenceOf({ name, words }: { name: string; words: string }): string {
  return name === '' ? sentence(words) : `${name} ${words}.`;
}

function verdictWords({ broken, unknown }: Parts, facts: NowFacts): { name: string; words: string } {
  const [worst] = broken;
  if (worst !== undefined) {
    const here = broken.filter(({ environment }) => environment === worst.environment);
    const services = distinct(here);
    const missing = here.every(({ health }) => health.status === 'Missing');
    const what = `${missing ? 'missing' : 'failing'} in ${titleOf(worst.environment, facts)}`;
    return services.length === 1
      ? { name: worst.serviceName, words: `is ${what}` }
      : { name: '', words: `${services.length} services are ${what}` };
  }
  const [lost] = unknown;
  if (lost !== undefined) {
    const services = distinct(unknown);
    return services.length === 1
      ? { name: lost.serviceName, words: 'cannot be judged' }
      : { name: '', words: `${services.length} services cannot be judged` };
  }
  if (facts.services === 0) return { name: '', words: 'no service was found yet' };
  return { name: '', words: isCalm(facts) ? 'all is well' : 'no service is failing' };
}

function isCalm({ environments, strained }: NowFacts): boolean {
  return strained.length === 0 && environments.every(({ services, healthy }) => healthy === services);
}

/** What stands under the verdict: what came before the worst problem and what else is wrong, or how much does what was asked. */
function detail({ broken, unknown, strained, rolling, waiting }: Parts, facts: NowFacts): string {
  const [worst] = broken;
  const sentences =
    worst === undefined
      ? [
          allWords(facts, unknown.length === 0),
          ...limitWords(distinct(strained).length),
          ...progressWords(rolling.length, waiting.length),
        ]
      : [
          worstWords(worst, distinct(broken).length),
          ...beforeWords(worst, facts.rollouts),
          ...alsoWords(
            distinct(broken.filter(({ service }) => service !== worst.service)).length,
            distinct(unknown).length,
            facts.away,
          ),
          ...limitWords(distinct(strained).length),
          ...progressWords(0, waiting.length),
        ];
  return sentences.map(sentence).join(' ');
}

function allWords(facts: NowFacts, known: boolean): string {
  const clusters = new Set(facts.environments.flatMap((environment) => environment.clusters));
  const all = `${count(facts.services, 'service')} in ${count(clusters.size, 'cluster')}`;
  if (!known || facts.away > 0 || facts.services === 0 || !isCalm(facts)) return all;
  return facts.services === 1 ? `${all} does what was asked of it` : `${all} do what was asked of them`;
}

function worstWords({ serviceName, ready, desired }: Problem, services: number): string {
  const whose = services === 1 ? '' : ` of ${serviceName}`;
  return `${ready} of ${count(desired, 'pod')}${whose} ${ready === 1 ? 'is' : 'are'} ready`;
}

/** What came before the trouble: a Change of ours, else a rollout that began before it. That it is the cause is not said. */
function beforeWords(worst: Problem, rollouts: readonly RolloutRow[]): readonly string[] {
  if (worst.behind !== null) return [`It follows ${worst.behind.id}: ${worst.behind.title}`];
  const rollout = rollouts.find(
    ({ state, service, workload, fromVersion }) =>
      state !== 'Complete' &&
      service === worst.service &&
      workload.cluster === worst.cluster &&
      workload.namespace === worst.namespace &&
      fromVersion !== null,
  );
  const began = rollout?.startedAt ?? null;
  const { since } = worst.health;
  if (rollout === undefined || began === null || since === null || millis(began) > millis(since)) return [];
  return [`It follows the rollout from ${rollout.fromVersion ?? ''} to ${rollout.toVersion}`];
}

/** That nothing else is broken is said only where all can be read. */
function alsoWords(broken: number, unknown: number, away: number): readonly string[] {
  const parts = [
    ...(broken === 0 ? [] : [`${count(broken, 'more service')} ${broken === 1 ? 'is' : 'are'} broken`]),
    ...(unknown === 0 ? [] : [`${count(unknown, 'service')} ${unknown === 1 ? 'is' : 'are'} unknown`]),
    ...(away === 0 ? [] : [`${count(away, 'cluster')} cannot be read`]),
  ];
  return [parts.length === 0 ? 'Nothing else is broken' : listed(parts)];
}

function limitWords(services: number): readonly string[] {
  return services === 0
    ? []
    : [`${count(services, 'service')} ${services === 1 ? 'stands' : 'stand'} at a limit`];
}

function progressWords(rolling: number, waiting: number): readonly string[] {
  const parts = [
    ...(rolling === 0 ? [] : [`${count(rolling, 'rollout')} ${rolling === 1 ? 'is' : 'are'} under way`]),
    ...(waiting === 0
      ? []
      : [`${count(waiting, 'change')} ${waiting === 1 ? 'waits' : 'wait'} for approval`]),
  ];
  return parts.length === 0 ? [] : [listed(parts)];
}

function inOrder(problems: readonly Problem[], environments: NowView['environments']): Problem[] {
  const tiers = new Map(environments.map(({ name }, index) => [name, index]));
  const tierOf = ({ environment }: Problem): number =>
    environment === 'production' ? -1 : (tiers.get(environment) ?? environments.length);
  return problems.toSorted(
    (a, b) =>
      tierOf(a) - tierOf(b) ||
      HEALTH_RANK[b.health.status] - HEALTH_RANK[a.health.status] ||
      readyShare(a) - readyShare(b) ||
      newerFirst(a.health.since, b.health.since) ||
      (a.placement < b.placement ? -1 : 1),
  );
}

function readyShare({ ready, desired }: Problem): number {
  return desired === 0 ? 0 : ready / desired;
}

/** What has no time comes last. */
function newerFirst(a: string | null, b: string | null): number {
  return (b === null ? 0 : millis(b)) - (a === null ? 0 : millis(a));
}

function distinct(problems: readonly Problem[]): readonly string[] {
  return [...new Set(problems.map(({ service }) => service))];
}

function titleOf(name: string, { environments }: NowFacts): string {
  const title = environments.find((environment) => environment.name === name)?.title ?? name;
  return title.toLowerCase();
}
