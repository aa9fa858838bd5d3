import type { ChangeSummary, NowView, Problem, ReachState, RolloutRow } from '@/lib/model';
import { UNASSIGNED } from '@/lib/derive/catalog';
import { count, sentence } from '@/lib/derive/words';

export interface NowFacts {
  /** Worst and newest first. */
  readonly broken: readonly Problem[];
  readonly unknown: readonly Problem[];
  readonly rolling: readonly RolloutRow[];
  readonly waiting: readonly ChangeSummary[];
  readonly services: number;
  readonly clusters: readonly ReachState[];
  /** The title of an environment. */
  readonly titleOf: (environment: string) => string;
}

/** The verdict of the hour and the sentence beneath it. Ages stand beside them, where they can count on. */
export function nowWords(facts: NowFacts): Pick<NowView, 'verdict' | 'sentence'> {
  const { broken, unknown, clusters, services } = facts;
  const known = count(services, 'service');
  if (clusters.length === 0) {
    return {
      verdict: 'No cluster is known.',
      sentence: 'A kubeconfig names the clusters that Pilothouse watches.',
    };
  }
  if (broken.length > 0) return { verdict: brokenVerdict(facts), sentence: rest(facts) };
  if (unknown.length > 0 || away(facts) > 0) return { verdict: unknownVerdict(facts), sentence: rest(facts) };
  if (services === 0) {
    return { verdict: 'No service is known yet.', sentence: 'Services appear as their clusters are read.' };
  }
  const doing = services === 1 ? 'does what was asked of it' : 'do what was asked of them';
  return {
    verdict: 'All is well.',
    sentence: `${known} in ${count(clusters.length, 'cluster')} ${doing}.${tail(facts)}`,
  };
}

const away = ({ clusters }: NowFacts): number => clusters.filter((state) => state !== 'live').length;

function unknownVerdict(facts: NowFacts): string {
  const { clusters, unknown } = facts;
  if (away(facts) === 0) return `${count(unknown.length, 'placement')} cannot be judged.`;
  const unread = clusters.filter((state) => state === 'connecting').length;
  if (unread === away(facts)) return `Pilothouse is connecting to ${count(unread, 'cluster')}.`;
  return `${count(away(facts), 'cluster')} of ${clusters.length} cannot be read.`;
}

function brokenVerdict({ broken, titleOf }: NowFacts): string {
  const [worst] = broken;
  const services = [...new Set(broken.map(({ serviceName }) => serviceName))];
  if (!worst) return '';
  const environments = [...new Set(broken.map(({ environment }) => environment))];
  const [environment = UNASSIGNED.name, another] = environments;
  const place =
    another === undefined && environment !== UNASSIGNED.name
      ? ` in ${titleOf(environment).toLowerCase()}`
      : '';
  if (services.length > 1) return `${services.length} services are broken${place}.`;
  return `${worst.serviceName} is ${worst.health.status === 'Missing' ? 'missing' : 'failing'}${place}.`;
}

/** What else there is, in the order in which it matters. */
function rest({ broken, unknown, rolling, waiting }: NowFacts): string {
  const [worst] = broken;
  const behind = worst?.behind ? `${worst.behind.id} came before it. ` : '';
  const parts = [
    unknown.length > 0 ? `${count(unknown.length, 'placement')} cannot be judged` : '',
    rolling.length > 0
      ? `${count(rolling.length, 'rollout')} ${rolling.length === 1 ? 'is' : 'are'} under way`
      : '',
    waiting.length > 0
      ? `${count(waiting.length, 'change')} ${waiting.length === 1 ? 'waits' : 'wait'} for approval`
      : '',
  ].filter((part) => part !== '');
  if (parts.length === 0) return behind === '' ? 'Nothing else is under way.' : behind.trim();
  return `${behind}${sentence(parts.join(', '))}`;
}

function tail({ rolling, waiting }: NowFacts): string {
  if (rolling.length + waiting.length === 0) return '';
  return ` ${rest({ broken: [], unknown: [], rolling, waiting, services: 0, clusters: [], titleOf: String })}`;
}
