import { ROLLOUT_STATES, type RolloutRow, type RolloutState } from '@/lib/model';
import { countFacet, fits, NONE, valueOrder, type FacetQuery, type FacetRules } from '../list/facet-rules';

export const ROLLOUT_FACETS = ['state', 'environment', 'cluster', 'owner'] as const;
export type RolloutFacet = (typeof ROLLOUT_FACETS)[number];
export type RolloutQuery = FacetQuery<RolloutFacet>;

const RULES: FacetRules<RolloutRow, RolloutFacet> = {
  keys: ROLLOUT_FACETS,
  valueOf: {
    state: ({ state }) => state,
    environment: ({ environment }) => environment,
    cluster: ({ workload }) => workload.cluster,
    owner: ({ owner }) => owner ?? NONE,
  },
  textsOf: (row) => [row.serviceName, row.workload.name, row.owner, row.toVersion, row.fromVersion],
};

const STATE_RANK: Record<RolloutState, number> = {
  Failed: 0,
  Stalled: 1,
  Paused: 2,
  Progressing: 3,
  Complete: 4,
};

export interface SelectedRollouts {
  /** The blocked ones first, of equals the newest. */
  readonly under: readonly RolloutRow[];
  /** Ended rollouts, the latest first. */
  readonly ended: readonly RolloutRow[];
}

/** The rollouts that match a query: those under way, and those that ended at a known time. */
export function selectRollouts(rows: readonly RolloutRow[], query: RolloutQuery): SelectedRollouts {
  const shown = rows.filter((row) => fits(RULES, row, query));
  return {
    under: shown.filter(({ state }) => state !== 'Complete').sort(bySeverity),
    ended: shown.filter(({ state, since }) => state === 'Complete' && since !== null).sort(byNewest),
  };
}

export function countRollouts(
  rows: readonly RolloutRow[],
  query: RolloutQuery,
  key: RolloutFacet,
): Map<string, number> {
  return countFacet(RULES, rows, query, key);
}

/** The order of a facet's values: states in the order of the model, environments in theirs, else by name. */
export function rolloutFacetOrder(
  key: RolloutFacet,
  environments: readonly string[],
): (a: string, b: string) => number {
  return valueOrder(key === 'state' ? ROLLOUT_STATES : key === 'environment' ? environments : []);
}

/** How long an ended rollout took, in ms; null while it is under way and where its start is not known. */
export function durationOf({
  state,
  startedAt,
  since,
}: Pick<RolloutRow, 'state' | 'startedAt' | 'since'>): number | null {
  if (state !== 'Complete' || startedAt === null || since === null) return null;
  const ms = Date.parse(since) - Date.parse(startedAt);
  return ms > 0 ? ms : null;
}

function bySeverity(a: RolloutRow, b: RolloutRow): number {
  return STATE_RANK[a.state] - STATE_RANK[b.state] || byNewest(a, b);
}

function byNewest(a: RolloutRow, b: RolloutRow): number {
  return (b.since ?? '').localeCompare(a.since ?? '') || a.id.localeCompare(b.id);
}
