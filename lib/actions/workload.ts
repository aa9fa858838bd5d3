import type { WorkloadFacts } from '@/lib/derive/facts';
import { rolloutOf } from '@/lib/derive/rollout';
import {
  AppError,
  type ChangeTarget,
  type ClusterPicture,
  type Rollout,
  type Workload,
  type World,
} from '@/lib/model';
import { isLive } from '@/lib/policy';

/** A target as the picture of its cluster holds it. */
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
      state.reason ?? `The ${kind}s of ${target.cluster} are not known yet.`,
    );
  }
  const known = picture.kindState('Namespace').state === 'live';
  if (known && picture.get('Namespace', '', namespace) === undefined) {
    throw new AppError('not-found', `There is no namespace "${namespace}" in ${target.cluster}.`);
  }
  throw new AppError(
    'not-found',
    `There is no ${kind} "${name}" in ${target.cluster}, namespace ${namespace}.`,
  );
}

/** @throws AppError `not-found`, or `cluster-unavailable` with the reason that *Clusters* shows. */
export function liveCluster(world: World, name: string): ClusterPicture {
  const picture = world.cluster(name);
  if (picture === undefined) throw new AppError('not-found', `There is no cluster "${name}".`);
  if (isLive(picture.reach.state)) return picture;
  const reason = picture.reach.reason ?? `It is ${picture.reach.state}.`;
  throw new AppError('cluster-unavailable', `${name} cannot be changed now. ${reason}`);
}

/** The objects around a workload by which its rollout is judged. */
export function workloadFacts({ picture, workload }: Located): WorkloadFacts {
  const { uid, namespace, name } = workload.metadata;
  const replicaSets = workload.kind === 'Deployment' ? picture.controlledBy('ReplicaSet', uid) : [];
  const jobs = workload.kind === 'CronJob' ? picture.controlledBy('Job', uid) : [];
  const owners = [workload, ...replicaSets, ...jobs];
  const pods = owners.flatMap((owner) => picture.controlledBy('Pod', owner.metadata.uid));
  const events = [...owners, ...pods].map(
    ({ metadata }) => [metadata.uid, picture.eventsOf(metadata.uid)] as const,
  );
  const hpa = picture
    .inNamespace('HorizontalPodAutoscaler', namespace)
    .find(({ spec }) => spec.scaleTargetRef.kind === workload.kind && spec.scaleTargetRef.name === name);
  return { workload, replicaSets, pods, jobs, events: new Map(events), hpa: hpa ?? null };
}

/** The passage that a workload is in; null for kinds that have none. */
export function rolloutIn(located: Located, now: Date): Rollout | null {
  const { info, reach } = located.picture;
  const observedAt = reach.observedAt ?? reach.since;
  return rolloutOf(workloadFacts(located), { cluster: info.name, observedAt, now });
}
