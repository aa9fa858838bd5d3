import type { HealthDto, Problem } from '@/lib/model';
import { behindUntil, changeBehind } from './change-behind';
import type { WorldContext } from './context';
import { editOutside, outsideUntil } from './edit-outside';
import { isStrained } from './notable';

/** A problem, and until when its words hold: a Change or an edit that came before it is told of for a while. */
export interface KeptProblem {
  readonly problem: Problem;
  /** Milliseconds since 1970; Infinity: time alone changes nothing. */
  readonly validUntilMs: number;
}

/** A placement whose health is wanted; null for another, and for one that is not there or that the scope does not see. */
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
  // What cannot be read is not what a Change did.
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
