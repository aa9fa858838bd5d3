import { ENDED_STATUSES, type ChangeSummary, type Health, type NowView, type RolloutRow } from '@/lib/model';
import { environmentOf } from '@/lib/derive/catalog';
import type { WorldContext } from './context';
import { nowWords } from './now-words';
import { allProblems } from './problems';
import { allRollouts } from './rollouts';
import { servicePath } from './search';

const RECENT_MAX = 12;
/** One thing that takes hundreds of placements along must not make the page unreadable, nor its delta heavy. */
const PROBLEMS_MAX = 200;

/** What is broken, since when, why, what is rolling out, what waits: from memory. */
export function readNow(context: WorldContext): NowView {
  const broken = allProblems(context, (status) => status === 'Degraded' || status === 'Missing');
  const unknown = allProblems(context, (status) => status === 'Unknown');
  const rollouts = allRollouts(context);
  const rolling = rollouts.filter(({ state }) => state !== 'Complete');
  const waiting = context.changes.list().filter(({ status }) => status === 'WaitsForApproval');
  const environments = environmentLines(context);
  return {
    ...nowWords({
      broken,
      unknown,
      rolling,
      waiting,
      services: [...context.index.allServices()].length,
      clusters: context.world.clusters().map(({ reach }) => reach.state),
      titleOf: (name) => environments.find((line) => line.name === name)?.title ?? name,
    }),
    broken: broken.slice(0, PROBLEMS_MAX),
    unknown: unknown.slice(0, PROBLEMS_MAX),
    rolling,
    waiting,
    recent: recentEntries(context.changes.list(), rollouts),
    environments,
  };
}

/** What ended last, of ours and of others, newest first. */
function recentEntries(
  changes: readonly ChangeSummary[],
  rollouts: readonly RolloutRow[],
): NowView['recent'] {
  const ended: readonly ChangeSummary['status'][] = ENDED_STATUSES;
  const ours = changes
    .filter(({ status }) => ended.includes(status))
    .map(({ id, title, target, updatedAt }) => ({
      at: updatedAt,
      title,
      where: `${id} · ${target.cluster}`,
      href: `/changes/${encodeURIComponent(id)}`,
    }));
  const theirs = rollouts
    .filter(({ state, since }) => state === 'Complete' && since !== null)
    .map((row) => ({
      at: row.since ?? '',
      title: `${row.serviceName} ${row.toVersion} is rolled out`,
      where: row.workload.cluster,
      href: servicePath(row.service),
    }));
  return [...ours, ...theirs].sort((a, b) => Date.parse(b.at) - Date.parse(a.at)).slice(0, RECENT_MAX);
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
    const { name, title } = environmentOf(cluster, namespace, environments);
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
