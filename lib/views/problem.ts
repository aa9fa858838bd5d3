import type { HealthDto, Problem } from '@/lib/model';
import { behindUntil, changeBehind } from './change-behind';
import type { WorldContext } from './context';
import { editOutside, outsideUntil } from './edit-outside';
import { isStrained } from './notable';

/** A problem, and until when it is valid: a Change or an edit before it is shown for a limited time. */
export interface KeptProblem {
  readonly problem: Problem;
  /** Milliseconds since 1970; Infinity: time alone changes nothing. */
  readonly validUntilMs: number;
}

/** The problem of a placement; null where it has none, does not exist, or the scope does not see it. */
export function problemOf(
  { index, views, changes, now: clock, scope }: WorldContext,
  id: string,
  wanted: (health: HealthDto) => boolean,
): KeptProblem | null {
  const view = views.get(id);
  const placement = index.placement(id);
  if (!view || !placement || !scope.sees(placement) || !wanted(view.summary.health)) return null;
  const { cluster, namespace, environment, health, ready, desired } = view.summary;
  const now = clock();
  const since = isStrained(health) ? null : health.since;
  const { service, workloads } = placement;
  // A Change is no cause of an unreadable cluster.
  const behind =
    health.status === 'Unknown'
      ? null
      : changeBehind(changes.list(), { service, cluster, namespace, workloads, since, now });
  const outside = health.status === 'Unknown' ? null : editOutside(view.edits, { since, now, behind });
  const problem = {
    placement: id,
    service: placement.service,
    serviceName: index.service(placement.service)?.name ?? placement.serviceName,
    owner: view.owner,
    environment,
    cluster,
    namespace,
    health,
    ready,
    desired,
    exposed: view.exposed,
    behind,
    outside,
  };
  return { problem, validUntilMs: Math.min(behindUntil(behind), outsideUntil(outside, since)) };
}
