import {
  CAUSE_CODES,
  HEALTH,
  HEALTH_RANK,
  type Health,
  type PlacementSummary,
  type ServiceSummary,
} from '@/lib/model';
import { countFacet, fits, NONE, valueOrder, type FacetQuery, type FacetRules } from '../list/facet-rules';

/** One placement with its service: a row of the list on the Health page, a cell of its grid. */
export interface PlacementRow {
  readonly service: ServiceSummary;
  readonly placement: PlacementSummary;
}

export const HEALTH_FACETS = ['status', 'environment', 'cluster', 'owner', 'system', 'cause'] as const;
export type HealthFacet = (typeof HEALTH_FACETS)[number];
export const HEALTH_GROUPS = ['system', 'owner', 'none'] as const;
export type HealthGroup = (typeof HEALTH_GROUPS)[number];
export type HealthFilter = FacetQuery<HealthFacet>;

/** All placements of all services. */
export function rowsOf(services: readonly ServiceSummary[]): PlacementRow[] {
  return services.flatMap((service) => service.placements.map((placement) => ({ service, placement })));
}

const RULES: FacetRules<PlacementRow, HealthFacet> = {
  keys: HEALTH_FACETS,
  valueOf: {
    status: ({ placement }) => placement.health.status,
    environment: ({ placement }) => placement.environment,
    cluster: ({ placement }) => placement.cluster,
    owner: ({ service }) => service.owner ?? NONE,
    system: ({ service }) => service.system ?? NONE,
    cause: ({ placement }) => placement.health.advice?.code ?? NONE,
  },
  textsOf: ({ service, placement }) => [
    service.name,
    service.title,
    service.owner,
    service.system,
    placement.namespace,
    placement.image,
    placement.health.message,
  ],
};

/** The placements that match, the worst first; of equals the newer problem, then by name. */
export function selectRows(rows: readonly PlacementRow[], query: HealthFilter): PlacementRow[] {
  return rows.filter((row) => fits(RULES, row, query)).sort(bySeverity);
}

export function bySeverity(a: PlacementRow, b: PlacementRow): number {
  return (
    rankOf(b.placement) - rankOf(a.placement) ||
    (b.placement.health.since ?? '').localeCompare(a.placement.health.since ?? '') ||
    a.service.name.localeCompare(b.service.name) ||
    a.placement.id.localeCompare(b.placement.id)
  );
}

/** Healthy placements at a limit come before the other Healthy ones. */
const rankOf = ({ health }: PlacementSummary): number =>
  HEALTH_RANK[health.status] + (health.advice === null ? 0 : 0.5);

/**
 * How many placements each value of a facet would show, with the other facets applied. A Healthy placement has no cause, and is not
 * counted there.
 */
export function countRows(
  rows: readonly PlacementRow[],
  query: HealthFilter,
  key: HealthFacet,
): Map<string, number> {
  const counts = countFacet(RULES, rows, query, key);
  if (key === 'cause') counts.delete(NONE);
  return counts;
}

/** The order of a facet's values: by severity, by the order of the environments or causes, else by name. `none` is the last. */
export function facetOrder(
  key: HealthFacet,
  environments: readonly string[],
): (a: string, b: string) => number {
  if (key === 'status') return valueOrder(HEALTH.toReversed());
  if (key === 'environment') return valueOrder(environments);
  return valueOrder(key === 'cause' ? CAUSE_CODES : []);
}

/** A row of the grid: the placements of a service by environment, and the worst of them. */
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
 * Services by environments. A service is in the grid when one of its placements matches; then all of its placements in the scope are
 * shown, because an empty cell would read as "not placed here". Rows and groups are sorted by their worst placement.
 */
export function gridOf(
  rows: readonly PlacementRow[],
  query: HealthFilter,
  { environments, group }: { readonly environments: readonly string[]; readonly group: HealthGroup },
): HealthGrid {
  const wanted = new Set(rows.filter((row) => fits(RULES, row, query)).map(({ service }) => service.id));
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
  query: Pick<HealthFilter, 'environment' | 'cluster'>,
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

/** Groups by their worst row, then by name; the group of services without a value is the last. */
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

/** How many services of a group have each health, each counted by its worst placement; the worst first. */
export function countLines(lines: readonly GridLine[]): readonly { status: Health; parts: number }[] {
  return HEALTH.toReversed().flatMap((status) => {
    const parts = lines.filter(({ worst }) => worst.health.status === status).length;
    return parts === 0 ? [] : [{ status, parts }];
  });
}

/** How many placements have each health, the worst first; a health that none has is left out. */
export function countHealth(rows: readonly PlacementRow[]): readonly (readonly [Health, number])[] {
  return HEALTH.toReversed()
    .map(
      (health) =>
        [health, rows.filter(({ placement }) => placement.health.status === health).length] as const,
    )
    .filter(([, count]) => count > 0);
}
