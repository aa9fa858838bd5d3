import type { NowView, Problem, RolloutRow } from '@/lib/model';
import type { NowFacts } from './now-facts';
import { millis } from './times';
import { count, listed, quoted, sentence } from './sentences';

/** The lists of the page, each in its order. */
export type NowParts = Pick<NowView, 'broken' | 'unknown' | 'strained' | 'rolling' | 'waiting'>;

/** The verdict in one sentence. */
export function nowVerdict(parts: NowParts, facts: NowFacts): string {
  return sentenceOf(verdictWords(parts, facts));
}

/** Names keep their case: a sentence that begins with the name of a service is not capitalised. */
function sentenceOf({ name, words }: { name: string; words: string }): string {
  return name === '' ? sentence(words) : `${name} ${words}.`;
}

function verdictWords(
  { broken, unknown, strained }: NowParts,
  facts: NowFacts,
): { name: string; words: string } {
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
  const [tight] = strained;
  if (tight !== undefined) {
    const services = distinct(strained);
    return services.length === 1
      ? { name: tight.serviceName, words: `is at a limit in ${titleOf(tight.environment, facts)}` }
      : { name: '', words: `${services.length} services are at a limit` };
  }
  if (facts.services === 0) return { name: '', words: 'no service was found yet' };
  return { name: '', words: isCalm(facts) ? 'all is well' : 'no service is failing' };
}

function isCalm({ environments }: NowFacts): boolean {
  return environments.every(({ services, healthy }) => healthy === services);
}

/** The text below the verdict: what came before the worst problem and what else is wrong, or how much is in its desired state. */
export function nowDetail(
  { broken, unknown, strained, rolling, waiting }: NowParts,
  facts: NowFacts,
): string {
  const [worst] = broken;
  const sentences =
    worst === undefined
      ? [
          ...strained.slice(0, 1).map(({ health }) => quoted(health.advice?.cause ?? health.message)),
          allWords(facts, unknown.length === 0),
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
          ...progressWords(0, waiting.length),
        ];
  return sentences.map(sentence).join(' ');
}

function allWords(facts: NowFacts, known: boolean): string {
  const clusters = new Set(facts.environments.flatMap((environment) => environment.clusters));
  const all = `${count(facts.services, 'service')} in ${count(clusters.size, 'cluster')}`;
  if (!known || facts.away > 0 || facts.services === 0 || !isCalm(facts)) return all;
  return facts.services === 1 ? `${all} is in its desired state` : `${all} are in their desired state`;
}

function worstWords(worst: Problem, services: number): string {
  const { serviceName, ready, desired } = worst;
  const whose = services === 1 ? '' : ` of ${serviceName}`;
  if (isUnreached(worst)) return `no Service reaches the ${count(ready, 'ready pod')}${whose}`;
  return `${ready} of ${count(desired, 'pod')}${whose} ${ready === 1 ? 'is' : 'are'} ready`;
}

/** What came before the problem: a Change of ours, else a rollout that began before it. It does not say that this is the cause. */
function beforeWords(worst: Problem, rollouts: readonly RolloutRow[]): readonly string[] {
  const { behind, outside } = worst;
  if (behind !== null) return [`It follows ${behind.id}: ${behind.title}`];
  if (outside !== null && outside.object.kind === 'Service')
    return [`It follows a change of ${outside.object.kind} ${outside.object.name} outside Pilothouse`];
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

/** What else is wrong. "Nothing else is broken" only where every cluster can be read. */
function alsoWords(broken: number, unknown: number, away: number): readonly string[] {
  const parts = [
    ...(broken === 0 ? [] : [`${count(broken, 'more service')} ${broken === 1 ? 'is' : 'are'} broken`]),
    ...(unknown === 0 ? [] : [`${count(unknown, 'service')} ${unknown === 1 ? 'is' : 'are'} unknown`]),
    ...(away === 0 ? [] : [`${count(away, 'cluster')} cannot be read`]),
  ];
  return [parts.length === 0 ? 'Nothing else is broken' : listed(parts)];
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

/** Whether pods are ready and no Service leads to them. */
export function isUnreached({ health }: Problem): boolean {
  return health.advice?.code === 'no-endpoints';
}

function distinct(problems: readonly Problem[]): readonly string[] {
  return [...new Set(problems.map(({ service }) => service))];
}

function titleOf(name: string, { environments }: NowFacts): string {
  const title = environments.find((environment) => environment.name === name)?.title ?? name;
  return title.toLowerCase();
}
