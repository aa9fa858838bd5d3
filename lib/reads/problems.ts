import { HEALTH_RANK, type ChangeSummary, type HealthDto, type Page, type Problem } from '@/lib/model';
import { changeBehind } from './change-behind';
import type { WorldContext } from './context';
import { editOutside } from './edit-outside';
import { pageOf, type PageRequest } from './cursor';
import { IS_TROUBLE, isNotable, isStrained } from './notable';
import { healthWords } from './services';

export interface HealthQuery extends PageRequest {
  /** Words of Health, separated by commas; Degraded, Missing and Unknown unless said. */
  readonly status?: string;
}

/** `GET /api/v1/health`: placements in trouble, worst and newest first, with receipts. */
export function readHealth(context: WorldContext, query: HealthQuery): Page<Problem> {
  const words = query.status === undefined ? null : healthWords(query.status, 'status');
  const problems = allProblems(context, ({ status }) => words?.has(status) ?? IS_TROUBLE[status]);
  const sorted = problems.sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));
  return pageOf(sorted, sortKey, query);
}

/** Placements in trouble (Degraded, Missing or Unknown) or at a limit, in any order. */
export function notableProblems(context: WorldContext): Problem[] {
  return allProblems(context, isNotable);
}

/** Placements whose health is wanted, in any order. */
export function allProblems(context: WorldContext, wanted: (health: HealthDto) => boolean): Problem[] {
  const changes = context.changes.list();
  const now = context.now();
  const problems: Problem[] = [];
  for (const { id } of context.index.allPlacements()) {
    const problem = problemOf(context, id, wanted, { changes, now });
    if (problem !== null) problems.push(problem);
  }
  return problems;
}

function problemOf(
  { index, views }: WorldContext,
  id: string,
  wanted: (health: HealthDto) => boolean,
  { changes, now }: { readonly changes: readonly ChangeSummary[]; readonly now: Date },
): Problem | null {
  const view = views.get(id);
  const placement = index.placement(id);
  if (!view || !placement || !wanted(view.summary.health)) return null;
  const { cluster, namespace, environment, health, ready, desired } = view.summary;
  const since = isStrained(health) ? null : health.since;
  const { service, workloads } = placement;
  // What cannot be read is not what a Change did.
  const behind =
    health.status === 'Unknown'
      ? null
      : changeBehind(changes, { service, cluster, namespace, workloads, since, now });
  return {
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
    outside: health.status === 'Unknown' ? null : editOutside(view.edits, { since, now, behind }),
  };
}

/** Ascending text for: worst first, then newest, then id. */
function sortKey({ health, placement }: Problem): string {
  const rank = 9 - HEALTH_RANK[health.status];
  const at = Date.parse(health.since ?? '1970-01-01T00:00:00Z');
  return `${rank} ${String(Number.MAX_SAFE_INTEGER - at).padStart(16, '0')} ${placement}`;
}
