import type { ChangeSummary } from '@/lib/model';
import { inScope } from '../list/scope';
import { isDraft } from './change-words';

/** The chosen filters; an empty list or text matches everything. */
export interface ChangesFilter {
  readonly q: string;
  readonly state: readonly string[];
  readonly environment: readonly string[];
  readonly cluster: readonly string[];
  readonly action: readonly string[];
  /** `mine`: only what the viewer requested. */
  readonly asked: readonly string[];
  /** Whether plans that were only looked at are shown. */
  readonly drafts: boolean;
  readonly oldestFirst: boolean;
}

export const FACETS = ['state', 'environment', 'action', 'asked'] as const;
export type ChangeFacet = (typeof FACETS)[number];
export const MINE = 'mine';

const valueOf: Record<ChangeFacet, (change: ChangeSummary, me: string) => string> = {
  state: (change) => change.state,
  environment: (change) => change.environment,
  action: (change) => change.action,
  asked: (change, me) => (change.askedBy.id === me ? MINE : 'others'),
};

function matchesText({ id, title, serviceName, owner, askedBy, target }: ChangeSummary, q: string): boolean {
  const wanted = q.trim().toLowerCase();
  return [
    id,
    title,
    serviceName,
    owner ?? '',
    askedBy.name,
    target.cluster,
    target.namespace,
    target.name,
  ].some((text) => text.toLowerCase().includes(wanted));
}

/** Whether a Change matches everything but the facets; a search for the name of a draft's state shows drafts too. */
function isListed(change: ChangeSummary, query: ChangesFilter): boolean {
  return (
    (query.drafts || query.state.includes(change.state) || !isDraft(change)) &&
    inScope({ environment: [], cluster: query.cluster }, { ...change, cluster: change.target.cluster }) &&
    matchesText(change, query.q)
  );
}

const fits = (
  change: ChangeSummary,
  query: ChangesFilter,
  { facet, me }: { facet: ChangeFacet; me: string },
): boolean => query[facet].length === 0 || query[facet].includes(valueOf[facet](change, me));

export interface SelectedChanges {
  readonly waiting: readonly ChangeSummary[];
  readonly others: readonly ChangeSummary[];
}

/** The Changes that match a query: those that wait for approval apart, each list by time. `me` is the id of the viewer. */
export function selectChanges(
  changes: readonly ChangeSummary[],
  query: ChangesFilter,
  me: string,
): SelectedChanges {
  const way = query.oldestFirst ? 1 : -1;
  const shown = changes
    .filter(
      (change) => isListed(change, query) && FACETS.every((facet) => fits(change, query, { facet, me })),
    )
    .sort((a, b) => way * a.createdAt.localeCompare(b.createdAt) || way * a.id.localeCompare(b.id));
  return {
    waiting: shown.filter(({ state }) => state === 'awaiting-approval'),
    others: shown.filter(({ state }) => state !== 'awaiting-approval'),
  };
}

/** How many Changes each value of a facet would show, with the other facets applied. */
export function countChanges(
  changes: readonly ChangeSummary[],
  query: ChangesFilter,
  { facet, me }: { facet: ChangeFacet; me: string },
): Map<string, number> {
  const counts = new Map<string, number>();
  for (const change of changes) {
    if (!isListed(change, query)) continue;
    if (!FACETS.every((other) => other === facet || fits(change, query, { facet: other, me }))) continue;
    const value = valueOf[facet](change, me);
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return counts;
}
