import { rolloutOf } from '@/lib/derive/rollout';
import { workloadFacts } from '@/lib/derive/workload-facts';
import {
  AppError,
  type ChangeTarget,
  type ClusterPicture,
  type Rollout,
  type Workload,
  type World,
} from '@/lib/model';
import { isLive } from '@/lib/policy';

/** A target in the picture of its cluster. */
export interface Located {
  readonly picture: ClusterPicture;
  readonly workload: Workload;
}

/**
 * Finds a target in the picture.
 *
 * @throws AppError `not-found` for a cluster, namespace or workload that is not there; `cluster-unavailable` while nothing can be
 * written to the cluster.
 */
export function locate(world: World, target: ChangeTarget): Located {
  const picture = liveCluster(world, target.cluster);
  const { namespace, kind, name } = target;
  const workload = picture.get(kind, namespace, name);
  if (workload !== undefined) return { picture, workload };
  const state = picture.kindState(kind);
  if (state.state === 'forbidden' || state.state === 'listing') {
    throw new AppError(
      'cluster-unavailable',
      state.reason ?? `The ${kind}s of ${target.cluster} are not read yet.`,
    );
  }
  const known = picture.kindState('Namespace').state === 'live';
  if (known && picture.get('Namespace', '', namespace) === undefined) {
    throw new AppError('not-found', `There is no namespace "${namespace}" in ${target.cluster}.`);
  }
  throw noWorkload(target);
}

/** The error for a workload that does not exist, or that the actor may not see. */
export function noWorkload({ cluster, namespace, kind, name }: ChangeTarget): AppError {
  return new AppError('not-found', `There is no ${kind} "${name}" in ${cluster}, namespace ${namespace}.`);
}

/** @throws AppError `not-found`, or `cluster-unavailable` with the reason that *Clusters* shows. */
function liveCluster(world: World, name: string): ClusterPicture {
  const picture = world.cluster(name);
  if (picture === undefined) throw new AppError('not-found', `There is no cluster "${name}".`);
  if (isLive(picture.reach.state)) return picture;
  const reason = picture.reach.reason ?? `It is ${picture.reach.state}.`;
  throw new AppError('cluster-unavailable', `${name} cannot be changed now. ${reason}`);
}

/** The rollout of a workload; null for kinds that have none. */
export function rolloutIn(located: Located, now: Date): Rollout | null {
  const { info, reach } = located.picture;
  const observedAt = reach.observedAt ?? reach.since;
  return rolloutOf(workloadFacts(located.workload, located.picture), { cluster: info.name, observedAt, now });
}
