import type { ClusterPicture, NowView, Problem } from '@/lib/model';
import { nowView } from '@/lib/derive/now';
import { count } from '@/lib/derive/sentences';
import type { WorldContext } from './context';
import { wholePicture, type NowPicture } from './now-picture';
import { recentEntries } from './recent';
import { countServicesSeen, wholeCluster } from './seen';

/** A cause that breaks hundreds of placements must not make the page unreadable or its deltas large. */
const PROBLEMS_MAX = 50;
/** The most rollouts that are listed: a new base image may roll out everything at once. */
const ROLLING_MAX = 50;
/** How many problems of each list have next steps. */
const STEPS_MAX = 10;

/** What is broken, since when and why, what is rolling out and what waits for approval, from memory. Without a picture everything is read. */
export function readNow(context: WorldContext, picture: NowPicture = wholePicture(context)): NowView {
  const changes = context.changes.list();
  const view = nowView({
    problems: picture.problems(),
    rollouts: picture.rolloutsInProgress(),
    changes,
    recent: recentEntries(changes, picture.newestRollouts()),
    environments: picture.environments(),
    services: countServicesSeen(context),
    away: clustersSeen(context).filter(({ reach }) => reach.state !== 'live').length,
    now: context.now(),
  });
  return {
    ...view,
    ...(view.broken.length === 0 ? clusterWords(context) : null),
    broken: bounded(view.broken),
    unknown: bounded(view.unknown),
    strained: bounded(view.strained),
    rolling: view.rolling.slice(0, ROLLING_MAX),
    disagreements: context.registry.disagreements,
  };
}

/** The first ones with their next steps; the others without, as their own page has them. */
function bounded(problems: readonly Problem[]): Problem[] {
  return problems.slice(0, PROBLEMS_MAX).map((problem, index) => {
    const { health } = problem;
    if (index < STEPS_MAX || health.advice === null) return problem;
    return { ...problem, health: { ...health, advice: { ...health.advice, steps: [] } } };
  });
}

/** While a cluster cannot be read it may hide problems, so the verdict does not say that all is well. */
function clusterWords(context: WorldContext): Pick<NowView, 'verdict'> | null {
  const states = clustersSeen(context).map(({ reach }) => reach.state);
  if (states.length === 0) return { verdict: 'No cluster is known.' };
  const away = states.filter((state) => state !== 'live');
  if (away.length === 0) return null;
  return away.every((state) => state === 'connecting')
    ? { verdict: `Pilothouse is connecting to ${count(away.length, 'cluster')}.` }
    : { verdict: `${away.length} of ${count(states.length, 'cluster')} cannot be read.` };
}

function clustersSeen({ world, scope }: WorldContext): readonly ClusterPicture[] {
  return world.clusters().filter(({ info }) => scope.sees(wholeCluster(info.name)));
}
