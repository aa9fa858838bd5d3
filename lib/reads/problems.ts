import { HEALTH_RANK, type HealthDto, type Page, type Problem } from '@/lib/model';
import { behindUntil, changeBehind } from './change-behind';
import type { WorldContext } from './context';
import { editOutside, outsideUntil } from './edit-outside';
import { pageOf, type PageRequest } from './cursor';
import { IS_TROUBLE, isStrained } from './notable';
import { healthWords } from './services';

export interface HealthQuery extends PageRequest {
  /** Words of Health, separated by commas; Degraded, Missing and Unknown unless said. */
  readonly status?: string;
}

/** `GET /api/v1/health`: placements in trouble, worst and newest first, with receipts. */
export function readHealth(context: WorldContext, query: HealthQuery): Page<Problem> {
  const words = query.status === undefined ? null : healthWords(query.status, 'status');
  const wanted = ({ status }: HealthDto): boolean => words?.has(status) ?? IS_TROUBLE[status];
  const problems = [...context.index.allPlacements()].flatMap(
    ({ id }) => problemOf(context, id, wanted)?.problem ?? [],
  );
  const sorted = problems.sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));
  return pageOf(sorted, sortKey, query);
}

/** A problem, and until when its words hold: a Change or an edit that came before it is told of for a while. */
export interface KeptProblem {
  readonly problem: Problem;
  /** Milliseconds since 1970; Infinity: time alone changes nothing. */
  readonly validUntilMs: number;
}

/** A placement whose health is wanted; null for another, and for one that is not there. */
export function problemOf(
  { index, views, changes, now: clock }: WorldContext,
  id: string,
  wanted: (health: HealthDto) => boolean,
): KeptProblem | null {
  const view = views.get(id);
  const placement = index.placement(id);
  if (!view || !placement || !wanted(view.summary.health)) return null;
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

/** Ascending text for: worst first, then newest, then id. */
function sortKey({ health, placement }: Problem): string {
  const rank = 9 - HEALTH_RANK[health.status];
  const at = Date.parse(health.since ?? '1970-01-01T00:00:00Z');
  return `${rank} ${String(Number.MAX_SAFE_INTEGER - at).padStart(16, '0')} ${placement}`;
}
