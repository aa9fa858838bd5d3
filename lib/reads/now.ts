import { ENDED_STATES, type ChangeSummary, type Health, type NowView, type RolloutRow } from '@/lib/model';
import { nowView } from '@/lib/derive/now';
import { count } from '@/lib/derive/words';
import type { WorldContext } from './context';
import { troubles } from './problems';
import { recentRollouts } from './rollouts';
import { servicePath } from './search';

/** One thing that takes hundreds of placements along must not make the page unreadable, nor its delta heavy. */
const PROBLEMS_MAX = 100;

/** What is broken, since when, why, what is rolling out, what waits: from memory. */
export function readNow(context: WorldContext): NowView {
  const changes = context.changes.list();
  const rollouts = recentRollouts(context);
  const view = nowView({
    problems: troubles(context),
    rollouts,
    changes,
    recent: recentEntries(changes, rollouts),
    environments: environmentLines(context),
    services: [...context.index.allServices()].length,
    now: context.now(),
  });
  return {
    ...view,
    ...(view.broken.length === 0 ? clusterWords(context) : null),
    broken: view.broken.slice(0, PROBLEMS_MAX),
    unknown: view.unknown.slice(0, PROBLEMS_MAX),
  };
}

/** A cluster that cannot be read may hide anything: while one is away, nothing is said to be well. */
function clusterWords({ world }: WorldContext): Pick<NowView, 'verdict'> | null {
  const states = world.clusters().map(({ reach }) => reach.state);
  if (states.length === 0) return { verdict: 'No cluster is known.' };
  const away = states.filter((state) => state !== 'live');
  if (away.length === 0) return null;
  return away.every((state) => state === 'connecting')
    ? { verdict: `Pilothouse is connecting to ${count(away.length, 'cluster')}.` }
    : { verdict: `${away.length} of ${count(states.length, 'cluster')} cannot be read.` };
}

const RECENT_MAX = 20;

/** What ended lately, of ours and of others, newest first. */
function recentEntries(
  changes: readonly ChangeSummary[],
  rollouts: readonly RolloutRow[],
): NowView['recent'] {
  const ended: readonly ChangeSummary['state'][] = ENDED_STATES;
  const ours = newest(
    changes.filter(({ state }) => ended.includes(state)),
    ({ updatedAt }) => updatedAt,
  );
  const theirs = newest(
    rollouts.filter(({ state, since }) => state === 'Complete' && since !== null),
    ({ since }) => since ?? '',
  );
  return [
    ...ours.map(({ id, title, target, updatedAt }) => ({
      at: updatedAt,
      title,
      where: `${id} · ${target.cluster}`,
      href: `/changes/${encodeURIComponent(id)}`,
    })),
    ...theirs.map(({ since, serviceName, service, toVersion, workload }) => ({
      at: since ?? '',
      title: `${serviceName} ${toVersion} is rolled out`,
      where: workload.cluster,
      href: servicePath(service),
    })),
  ];
}

function newest<T>(items: readonly T[], at: (item: T) => string): T[] {
  return items
    .map((item) => ({ item, ms: Date.parse(at(item)) }))
    .sort((a, b) => b.ms - a.ms)
    .slice(0, RECENT_MAX)
    .map(({ item }) => item);
}

/** Statuses that do what was asked of them. */
const IS_CALM: Record<Health, boolean> = {
  Healthy: true,
  Idle: true,
  Suspended: true,
  Progressing: false,
  Unknown: false,
  Missing: false,
  Degraded: false,
};

function environmentLines({ index, views, environments }: WorldContext): NowView['environments'] {
  const lines = new Map<
    string,
    { title: string; all: Set<string>; bad: Set<string>; clusters: Set<string> }
  >();
  for (const { id, service, cluster, namespace } of index.allPlacements()) {
    const { name, title } = views.environment(cluster, namespace);
    const line = lines.get(name) ?? { title, all: new Set(), bad: new Set(), clusters: new Set() };
    lines.set(name, line);
    line.all.add(service);
    line.clusters.add(cluster);
    const status = views.get(id)?.summary.health.status ?? 'Unknown';
    if (!IS_CALM[status]) line.bad.add(service);
  }
  const order = (name: string): number => {
    const at = environments.findIndex((rule) => rule.name === name);
    return at < 0 ? environments.length : at;
  };
  return [...lines]
    .sort(([a], [b]) => order(a) - order(b) || (a < b ? -1 : 1))
    .map(([name, { title, all, bad, clusters }]) => ({
      name,
      title,
      services: all.size,
      healthy: all.size - bad.size,
      clusters: [...clusters].sort(),
    }));
}
