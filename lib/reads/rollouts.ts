import { ROLLOUT_STATES, invalidField, type Page, type RolloutRow, type RolloutState } from '@/lib/model';
import type { WorldContext } from '@/lib/views/context';
import { allPlacementsSeen } from '@/lib/views/seen';
import { pageOf, type PageRequest } from './cursor';

/** Rollouts in progress first, the worst before the others; then those that ended, the latest first. */
const ORDER: Record<RolloutState, number> = { Failed: 0, Stalled: 1, Progressing: 2, Paused: 3, Complete: 4 };

export interface RolloutsQuery extends PageRequest {
  /** States of rollouts, separated by commas. */
  readonly state?: string;
}

/** Rollouts in progress and those that ended last. AppError `invalid-input` for an unknown state. */
export function readRollouts(context: WorldContext, query: RolloutsQuery): Page<RolloutRow> {
  const states = query.state === undefined ? null : stateWords(query.state);
  const rows = recentRollouts(context)
    .filter(({ state }) => states === null || states.has(state))
    .map((row) => ({ row, key: sortKey(row) }))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
  const page = pageOf(rows, ({ key }) => key, query);
  return { ...page, items: page.items.map(({ row }) => row) };
}

/** Rollouts in progress and those that ended in the last day, in any order. */
function recentRollouts(context: WorldContext): RolloutRow[] {
  const rows: RolloutRow[] = [];
  for (const { id } of allPlacementsSeen(context)) rows.push(...(context.views.get(id)?.rollouts ?? []));
  return rows;
}

/** A sort key whose ascending order is: state, then newest first, then id. */
function sortKey({ state, since, startedAt, id }: RolloutRow): string {
  const at = Date.parse(since ?? startedAt ?? '1970-01-01T00:00:00Z');
  return `${ORDER[state]} ${String(Number.MAX_SAFE_INTEGER - at).padStart(16, '0')} ${id}`;
}

function stateWords(text: string): ReadonlySet<RolloutState> {
  const words = text.split(',').map((word) => word.trim());
  const known = ROLLOUT_STATES.filter((state) => words.includes(state));
  if (known.length !== new Set(words).size) {
    throw invalidField('state', `Expected one or more of ${ROLLOUT_STATES.join(', ')}, separated by commas.`);
  }
  return new Set(known);
}
