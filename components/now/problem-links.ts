import type { Problem } from '@/lib/model';
import { titleOf } from '../list/words';
import type { WayBack } from '../rollouts/way-back';

export function serviceHref(problem: Problem): string {
  return `/catalog/${encodeURIComponent(problem.service)}`;
}

/** The dialog of the deploy that undoes a rollout, on the service's page. */
export function deployHref(problem: Problem, { container, image }: WayBack): string {
  const deploy = new URLSearchParams({ do: 'deploy', placement: problem.placement, container, image });
  return `${serviceHref(problem)}?${deploy.toString()}`;
}

/** "production-eu · Payments": where it is and whose; its namespace where nobody owns it. */
export function whereOf(problem: Problem): string {
  const team = problem.owner === null ? problem.namespace : titleOf(problem.owner);
  return `${problem.cluster} · ${team}`;
}
