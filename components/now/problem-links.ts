import type { Problem, RolloutRow } from '@/lib/model';
import { workloadKey } from '../changes/workload-key';
import { titleOf } from '../list/title-of';
import type { WayBack } from '../rollouts/way-back';

export function serviceHref(problem: Problem): string {
  return `/catalog/${encodeURIComponent(problem.service)}`;
}

/** Links to the rollback that undoes a rollout, as a dialog on the service's page. */
export function rollbackHref(
  problem: Problem,
  { workload }: Pick<RolloutRow, 'workload'>,
  { revision }: WayBack,
): string {
  const rollback = new URLSearchParams({
    do: 'rollback',
    placement: problem.placement,
    workload: workloadKey(workload),
    revision: String(revision),
  });
  return `${serviceHref(problem)}?${rollback.toString()}`;
}

/** "production-eu · Payments": the cluster and the owner; the namespace where there is no owner. */
export function whereOf(problem: Problem): string {
  const team = problem.owner === null ? problem.namespace : titleOf(problem.owner);
  return `${problem.cluster} · ${team}`;
}
