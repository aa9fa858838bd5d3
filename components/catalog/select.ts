import { HEALTH_RANK, type PlacementSummary, type ServiceSummary } from '@/lib/model';

/** The chosen filters; an empty list or text matches everything. */
export interface CatalogQuery {
  readonly q: string;
  readonly environment: readonly string[];
  readonly cluster: readonly string[];
  readonly owner: readonly string[];
  readonly system: readonly string[];
  readonly health: readonly string[];
  readonly sort: CatalogSort;
  readonly group: CatalogGroup;
}

export const SORTS = [
  'name',
  '-name',
  'owner',
  '-owner',
  'health',
  '-health',
  'changed',
  '-changed',
] as const;
export type CatalogSort = (typeof SORTS)[number];
export const GROUPS = ['system', 'owner', 'none'] as const;
export type CatalogGroup = (typeof GROUPS)[number];

export type FacetKey = 'environment' | 'owner' | 'health' | 'system';
/** The value of a facet for services without one. */
export const NONE = '-';

/** The placements of a service that are in scope. */
export function placementsInScope(
  service: ServiceSummary,
  { environment, cluster }: Pick<CatalogQuery, 'environment' | 'cluster'>,
): readonly PlacementSummary[] {
  if (environment.length === 0 && cluster.length === 0) return service.placements;
  return service.placements.filter(
    (placement) =>
      (environment.length === 0 || environment.includes(placement.environment)) &&
      (cluster.length === 0 || cluster.includes(placement.cluster)),
  );
}

function matchesText(service: ServiceSummary, q: string): boolean {
  if (q === '') return true;
  const wanted = q.toLowerCase();
  return [
    service.name,
    service.title,
    service.owner,
    service.system,
    service.description,
    ...service.placements.map((placement) => placement.image),
  ].some((text) => text?.toLowerCase().includes(wanted) ?? false);
}

const tests: Record<FacetKey, (service: ServiceSummary, query: CatalogQuery) => boolean> = {
  environment: (service, query) =>
    (query.environment.length === 0 && query.cluster.length === 0) ||
    placementsInScope(service, query).length > 0,
  owner: (service, { owner }) => owner.length === 0 || owner.includes(service.owner ?? NONE),
  system: (service, { system }) => system.length === 0 || system.includes(service.system ?? NONE),
  health: (service, query) =>
    query.health.length === 0 || healths(service, query).some((word) => query.health.includes(word)),
};
const FACETS: readonly FacetKey[] = ['environment', 'owner', 'health', 'system'];

/** The health statuses in the row of a service; one that runs nowhere has a status of its own. */
function healths(service: ServiceSummary, query: Pick<CatalogQuery, 'environment' | 'cluster'>): string[] {
  const shown = placementsInScope(service, query).map((placement) => placement.health.status);
  return shown.length === 0 ? [service.health.status] : shown;
}

/** The services that match a query, in its order. */
export function selectServices(services: readonly ServiceSummary[], query: CatalogQuery): ServiceSummary[] {
  return services
    .filter((service) => matchesText(service, query.q) && FACETS.every((key) => tests[key](service, query)))
    .sort(compareBy(query.sort));
}

function compareBy(sort: CatalogSort): (a: ServiceSummary, b: ServiceSummary) => number {
  const falling = sort.startsWith('-') ? -1 : 1;
  const key = sort.replace('-', '');
  const byName = (a: ServiceSummary, b: ServiceSummary): number =>
    a.name.localeCompare(b.name) || a.id.localeCompare(b.id);
  const rank = (service: ServiceSummary): number => HEALTH_RANK[service.health.status];
  return (a, b) => {
    if (key === 'owner') return falling * (a.owner ?? '￿').localeCompare(b.owner ?? '￿') || byName(a, b);
    if (key === 'health') return falling * (rank(b) - rank(a)) || byName(a, b);
    if (key === 'changed')
      return falling * (b.changedAt ?? '').localeCompare(a.changedAt ?? '') || byName(a, b);
    return falling * byName(a, b);
  };
}

/**
 * How many services each value of a facet would show with the other facets applied. Health counts placements, because the catalog shows
 * one status for each.
 */
export function countFacet(
  services: readonly ServiceSummary[],
  query: CatalogQuery,
  key: FacetKey,
): Map<string, number> {
  const counts = new Map<string, number>();
  const scope = key === 'environment' ? { environment: [], cluster: query.cluster } : query;
  for (const service of services) {
    if (!matchesText(service, query.q)) continue;
    if (!FACETS.every((other) => other === key || tests[other](service, query))) continue;
    for (const value of valuesOf(service, key, scope)) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return counts;
}

function valuesOf(
  service: ServiceSummary,
  key: FacetKey,
  scope: Pick<CatalogQuery, 'environment' | 'cluster'>,
): Iterable<string> {
  if (key === 'owner') return [service.owner ?? NONE];
  if (key === 'system') return [service.system ?? NONE];
  if (key === 'health') return healths(service, scope);
  return new Set(placementsInScope(service, scope).map((placement) => placement.environment));
}

/** A heading and its rows, or one group without a name. Groups are sorted by name; the one for services without a value is the last. */
export function groupServices(
  services: readonly ServiceSummary[],
  group: CatalogGroup,
): { label: string | null; services: ServiceSummary[] }[] {
  if (group === 'none') return [{ label: null, services: [...services] }];
  const groups = new Map<string | null, ServiceSummary[]>();
  for (const service of services) {
    const label = service[group];
    const rows = groups.get(label);
    if (rows) rows.push(service);
    else groups.set(label, [service]);
  }
  return [...groups]
    .sort(([a], [b]) => (a === null ? 1 : b === null ? -1 : a.localeCompare(b)))
    .map(([label, rows]) => ({ label, services: rows }));
}
