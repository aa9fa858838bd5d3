import { HEALTH, HEALTH_RANK, type Health, type NowView, type Problem } from '@/lib/model';
import { nowView } from '@/lib/derive/now';
import { count } from '@/lib/derive/words';
import type { WorldContext } from './context';
import { notableProblems } from './problems';
import { recentEntries } from './recent';
import { recentRollouts } from './rollouts';

/** One thing that takes hundreds of placements along must not make the page unreadable, nor its delta heavy. */
const PROBLEMS_MAX = 100;
/** Problems whose next steps are told, of each list. */
const STEPS_MAX = 10;

/** What is broken, since when, why, what is rolling out, what waits: from memory. `problems` are all notable ones, where they are at hand. */
export function readNow(
  context: WorldContext,
  problems: readonly Problem[] = notableProblems(context),
): NowView {
  const changes = context.changes.list();
  const rollouts = recentRollouts(context);
  const view = nowView({
    problems,
    rollouts,
    changes,
    recent: recentEntries(changes, rollouts),
    environments: environmentLines(context),
    services: [...context.index.allServices()].length,
    away: context.world.clusters().filter(({ reach }) => reach.state !== 'live').length,
    now: context.now(),
  });
  return {
    ...view,
    ...(view.broken.length === 0 ? clusterWords(context) : null),
    broken: bounded(view.broken),
    unknown: bounded(view.unknown),
    strained: bounded(view.strained),
  };
}

/** The first ones in full; of the others the cause, whose steps their own page has. */
function bounded(problems: readonly Problem[]): Problem[] {
  return problems.slice(0, PROBLEMS_MAX).map((problem, index) => {
    const { health } = problem;
    if (index < STEPS_MAX || health.advice === null) return problem;
    return { ...problem, health: { ...health, advice: { ...health.advice, steps: [] } } };
  });
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

interface EnvironmentLine {
  readonly title: string;
  /** The worst health of each service here. */
  readonly worst: Map<string, Health>;
  readonly clusters: Set<string>;
}

function environmentLines({ index, views, environments }: WorldContext): NowView['environments'] {
  const lines = new Map<string, EnvironmentLine>();
  for (const { id, service, cluster, namespace } of index.allPlacements()) {
    const summary = views.get(id)?.summary;
    const name = summary?.environment ?? views.environment(cluster, namespace).name;
    let line = lines.get(name);
    if (line === undefined) {
      const { title } = views.environment(cluster, namespace);
      line = { title, worst: new Map(), clusters: new Set() };
      lines.set(name, line);
    }
    line.clusters.add(cluster);
    const status = summary?.health.status ?? 'Unknown';
    const known = line.worst.get(service);
    if (known === undefined || HEALTH_RANK[known] < HEALTH_RANK[status]) line.worst.set(service, status);
  }
  const order = (name: string): number => {
    const at = environments.findIndex((rule) => rule.name === name);
    return at < 0 ? environments.length : at;
  };
  return [...lines]
    .sort(([a], [b]) => order(a) - order(b) || (a < b ? -1 : 1))
    .map(([name, line]) => environmentDto(name, line));
}

function environmentDto(name: string, { title, worst, clusters }: EnvironmentLine) {
  const statuses = [...worst.values()];
  return {
    name,
    title,
    services: statuses.length,
    healthy: statuses.filter((status) => IS_CALM[status]).length,
    counts: HEALTH.map((status) => ({
      status,
      services: statuses.filter((other) => other === status).length,
    })).filter(({ services }) => services > 0),
    clusters: [...clusters].sort(),
  };
}
