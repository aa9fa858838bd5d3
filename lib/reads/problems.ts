import { HEALTH_RANK, type HealthDto, type Page, type Problem } from '@/lib/model';
import type { WorldContext } from '@/lib/views/context';
import { IS_TROUBLE } from '@/lib/views/notable';
import { allPlacementsSeen } from '@/lib/views/seen';
import { problemOf } from '@/lib/views/problem';
import { pageOf, type PageRequest } from './cursor';
import { healthWords } from './services';

export interface ProblemsPageRequest extends PageRequest {
  /** Statuses, separated by commas; default: Degraded, Missing and Unknown. */
  readonly status?: string;
}

/** `GET /api/v1/health`: broken placements, worst and newest first, with receipts. */
export function readHealth(context: WorldContext, query: ProblemsPageRequest): Page<Problem> {
  const words = query.status === undefined ? null : healthWords(query.status, 'status');
  const wanted = ({ status }: HealthDto): boolean => words?.has(status) ?? IS_TROUBLE[status];
  const problems = [...allPlacementsSeen(context)].flatMap(
    ({ id }) => problemOf(context, id, wanted)?.problem ?? [],
  );
  const sorted = problems.sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));
  return pageOf(sorted, sortKey, query);
}

/** A sort key whose ascending order is: worst first, then newest, then id. */
function sortKey({ health, placement }: Problem): string {
  const rank = 9 - HEALTH_RANK[health.status];
  const at = Date.parse(health.since ?? '1970-01-01T00:00:00Z');
  return `${rank} ${String(Number.MAX_SAFE_INTEGER - at).padStart(16, '0')} ${placement}`;
}
