import {
  CAUSE_CODES,
  HEALTH,
  HEALTH_RANK,
  type Health,
  type PlacementSummary,
  type ServiceSummary,
} from '@/lib/model';

/** One placement with the service it belongs to: a line of the Health page's list, a cell of its grid. */
export interface PlacementRow {
  readonly service: ServiceSummary;
  readonly placement: PlacementSummary;
}

export const HEALTH_FACETS = ['status', 'environment', 'cluster', 'owner', 'system', 'cause'] as const;
export type HealthFacet = (typeof HEALTH_FACETS)[number];
export const HEALTH_GROUPS = ['system', 'owner', 'none'] as const;
export type HealthGroup = (typeof HEALTH_GROUPS)[number];
/** A facet's value for what has none. */
export const NONE = '-';

/** What the person chose to see; empty lists and text choose everything. */
export type HealthQuery = Readonly<Record<HealthFacet, readonly string[]>> & { readonly q: string };

/** All placements of all services. */
export function rowsOf(services: readonly ServiceSummary[]): PlacementRow[] {
  return services.flatMap((service) => service.placements.map((placement) => ({ service, placement })));
}

/** The value of each facet that a placement has. */
const VALUE: Record<HealthFacet, (row: PlacementRow) => string> = {
  status: ({ placement }) => placement.health.status,
  environment: ({ placement }) => placement.environment,
  cluster: ({ placement }) => placement.cluster,
  owner: ({ service }) => service.owner ?? NONE,
  system: ({ service }) => service.system ?? NONE,
  cause: ({ placement }) => placement.health.advice?.code ?? NONE,
};

function fits(row: PlacementRow, query: HealthQuery, except?: HealthFacet): boolean {
  return (
    matchesText(row, query.q) &&
    HEALTH_FACETS.every(
      (key) => key === except || query[key].length === 0 || query[key].includes(VALUE[key](row)),
    )
  );
}

function matchesText({ service, placement }: PlacementRow, q: string): boolean {
  const wanted = q.trim().toLowerCase();
  if (wanted === '') return true;
  const { health, namespace, image } = placement;
  return [service.name, service.title, service.owner, service.system, namespace, image, health.message].some(
    (text) => text?.toLowerCase().includes(wanted) ?? false,
  );
}

/** The placements that fit, the worst first; of equals the newer trouble, then by name. */
export function selectRows(rows: readonly PlacementRow[], query: HealthQuery): PlacementRow[] {
  return rows.filter((row) => fits(row, query)).sort(bySeverity);
}

export function bySeverity(a: PlacementRow, b: PlacementRow): number {
  return (
    rankOf(b.placement) - rankOf(a.placement) ||
    (b.placement.health.since ?? '').localeCompare(a.placement.health.since ?? '') ||
    a.service.name.localeCompare(b.service.name) ||
    a.placement.id.localeCompare(b.placement.id)
  );
}

const rankOf = ({ health }: PlacementSummary): number => HEALTH_RANK[health.status];

/** How many placements each value of a facet would show, the other facets applied; a chosen value stands even with none. */
export function countRows(
  rows: readonly PlacementRow[],
  query: HealthQuery,
  key: HealthFacet,
): Map<string, number> {
  const counts = new Map<string, number>(query[key].map((value) => [value, 0]));
  for (const row of rows) {
    if (!fits(row, query, key)) continue;
    const value = VALUE[key](row);
    // What is well has no cause: that is no choice.
    if (key !== 'cause' || value !== NONE) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return counts;
}

/** The order of a facet's values: severity, the order of the environments, the order of the causes, else by name; none last. */
export function facetOrder(
  key: HealthFacet,
  environments: readonly string[],
): (a: string, b: string) => number {
  const order: readonly string[] =
    key === 'status'
      ? HEALTH.toReversed()
      : key === 'environment'
        ? environments
        : key === 'cause'
          ? CAUSE_CODES
          : [];
  const place = (value: string): number =>
    value === NONE ? Infinity : order.includes(value) ? order.indexOf(value) : order.length;
  return (a, b) => (place(a) === place(b) ? a.localeCompare(b) : place(a) - place(b));
}

/** A service's line of the grid: its placements by environment, and the worst of them. */
export interface GridLine {
  readonly service: ServiceSummary;
  readonly cells: ReadonlyMap<string, readonly PlacementSummary[]>;
  readonly worst: PlacementSummary;
}

export interface HealthGrid {
  /** Environments, in their order. */
  readonly columns: readonly string[];
  readonly groups: readonly { readonly label: string | null; readonly lines: readonly GridLine[] }[];
}

/**
 * Service × environment. A service is there when one of its placements fits; then all of those in scope (environment and cluster) are
 * shown: a cell that a filter emptied would read as "not placed here". Lines and groups by their worst.
 */
export function gridOf(
  rows: readonly PlacementRow[],
  query: HealthQuery,
  { environments, group }: { readonly environments: readonly string[]; readonly group: HealthGroup },
): HealthGrid {
  const wanted = new Set(rows.filter((row) => fits(row, query)).map(({ service }) => service.id));
  const held = new Map<string, PlacementRow[]>();
  for (const row of rows) {
    if (!wanted.has(row.service.id) || !inScope(row.placement, query)) continue;
    held.set(row.service.id, [...(held.get(row.service.id) ?? []), row]);
  }
  const lines = [...held.values()].flatMap((own) => lineOf(own) ?? []).sort(worstFirst);
  const names = new Set(lines.flatMap(({ cells }) => [...cells.keys()]));
  return {
    columns: [...names].sort(facetOrder('environment', environments)),
    groups: groupLines(lines, group),
  };
}

function inScope(
  { environment, cluster }: PlacementSummary,
  query: Pick<HealthQuery, 'environment' | 'cluster'>,
): boolean {
  return (
    (query.environment.length === 0 || query.environment.includes(environment)) &&
    (query.cluster.length === 0 || query.cluster.includes(cluster))
  );
}

function lineOf(rows: readonly PlacementRow[]): GridLine | null {
  const [worst] = [...rows].sort(bySeverity);
  if (worst === undefined) return null;
  const cells = new Map<string, PlacementSummary[]>();
  for (const { placement } of rows) {
    cells.set(placement.environment, [...(cells.get(placement.environment) ?? []), placement]);
  }
  return { service: worst.service, cells, worst: worst.placement };
}

function worstFirst(a: GridLine, b: GridLine): number {
  return rankOf(b.worst) - rankOf(a.worst) || a.service.name.localeCompare(b.service.name);
}

/** Groups by their worst line, then by name; what has no group comes last. */
function groupLines(lines: readonly GridLine[], group: HealthGroup): HealthGrid['groups'] {
  if (group === 'none') return lines.length === 0 ? [] : [{ label: null, lines }];
  const groups = new Map<string | null, GridLine[]>();
  for (const line of lines) {
    const label = line.service[group];
    groups.set(label, [...(groups.get(label) ?? []), line]);
  }
  const worst = (own: readonly GridLine[]): number => Math.max(...own.map((line) => rankOf(line.worst)));
  return [...groups]
    .sort(
      ([a, own], [b, other]) =>
        Number(a === null) - Number(b === null) ||
        worst(other) - worst(own) ||
        (a ?? '').localeCompare(b ?? ''),
    )
    .map(([label, own]) => ({ label, lines: own }));
}

/** How many placements have each health, the worst first; those of none left out. */
export function countHealth(rows: readonly PlacementRow[]): readonly (readonly [Health, number])[] {
  return HEALTH.toReversed()
    .map(
      (health) =>
        [health, rows.filter(({ placement }) => placement.health.status === health).length] as const,
    )
    .filter(([, count]) => count > 0);
}
