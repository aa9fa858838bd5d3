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
  readonly rollouts: readonly RolloutRow[];
  readonly changes: readonly ChangeSummary[];
  /** What ended lately, in any order. */
  readonly recent: NowView['recent'];
  /** In the order of their importance; production is put first whatever the order. */
  readonly environments: NowView['environments'];
  /** How many services there are, each counted once. */
  readonly services: number;
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
  const view = { broken, unknown, rolling, waiting };
  return {
    verdict: sentenceOf(verdictWords(view, facts)),
    sentence: detail(view, facts),
    ...view,
    recent: facts.recent
      .filter(({ at }) => secondsBetween(at, facts.now) < RECENT_SECONDS)
      .toSorted((a, b) => newerFirst(a.at, b.at))
      .slice(0, RECENT_MAX),
    environments: [...facts.environments],
  };
}

type Parts = Pick<NowView, 'broken' | 'unknown' | 'rolling' | 'waiting'>;

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
  if (facts.environments.some(({ services, healthy }) => healthy < services)) {
    return { name: '', words: 'no service is failing' };
  }
  return {
    name: '',
    words:
      facts.services === 1 ? 'the only service is healthy' : `all ${facts.services} services are healthy`,
  };
}

/** What stands under the verdict: how much still runs, what came before it, and what else there is. */
function detail({ broken, unknown, rolling, waiting }: Parts, facts: NowFacts): string {
  const [worst] = broken;
  const more = worst === undefined ? [] : broken.filter((problem) => problem.service !== worst.service);
  const clusters = new Set(facts.environments.flatMap((environment) => environment.clusters));
  const sentences = [
    ...(worst === undefined
      ? [`${count(facts.services, 'service')} in ${count(clusters.size, 'cluster')}`]
      : [
          `${worst.ready} of ${count(worst.desired, 'pod')} ${worst.ready === 1 ? 'is' : 'are'} ready`,
          ...(worst.behind === null ? [] : [`It follows ${worst.behind.id}: ${worst.behind.title}`]),
        ]),
    ...alsoWords(distinct(more).length, broken.length > 0 ? distinct(unknown).length : 0),
    ...progressWords(rolling.length, waiting.length),
  ];
  return sentences.map(sentence).join(' ');
}

function alsoWords(broken: number, unknown: number): readonly string[] {
  const parts = [
    ...(broken === 0 ? [] : [`${count(broken, 'more service')} ${broken === 1 ? 'is' : 'are'} broken`]),
    ...(unknown === 0 ? [] : [`${count(unknown, 'service')} ${unknown === 1 ? 'is' : 'are'} unknown`]),
  ];
  return parts.length === 0 ? [] : [listed(parts)];
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
