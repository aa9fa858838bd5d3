import type { Problem, RolloutRow } from '@/lib/model';
import { workloadKey } from '../changes/workload-key';
import { titleOf } from '../list/words';
import type { WayBack } from '../rollouts/way-back';

export function serviceHref(problem: Problem): string {
  return `/catalog/${encodeURIComponent(problem.service)}`;
}

/** The dialog of the rollback that undoes a rollout, on the service's page. */
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

/** "production-eu · Payments": where it is and whose; its namespace where nobody owns it. */
export function whereOf(problem: Problem): string {
  const team = problem.owner === null ? problem.namespace : titleOf(problem.owner);
  return `${problem.cluster} · ${team}`;
}
