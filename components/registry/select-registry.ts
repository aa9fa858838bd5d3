import {
  INSTANCE_SOURCES,
  INSTANCE_STATUSES,
  type Disagreement,
  type InstanceSource,
  type InstanceStatus,
  type RegistryInstance,
  type RegistryProtectionDto,
  type RegistryRow,
  type RegistryServiceRow,
} from '@/lib/model';
import type { PageScope } from '../list/scope';

/** The rows of the topic, by type, each list in its order. */
export interface RegistryRows {
  /** By name. */
  readonly services: readonly RegistryServiceRow[];
  /** In the order of the server, the worst first. */
  readonly disagreements: readonly Disagreement[];
  readonly protection: RegistryProtectionDto | null;
}

const RANK: Record<Disagreement['kind'], number> = {
  zombie: 0,
  'duplicate-address': 1,
  'selector-mismatch': 2,
  'port-mismatch': 3,
  vanished: 4,
  overdue: 5,
  ghost: 6,
};

/** The rows in the scope of the top bar; rows without a cluster are in every scope. */
export function sortRows(rows: readonly RegistryRow[], scope: PageScope): RegistryRows {
  const services: RegistryServiceRow[] = [];
  const disagreements: Disagreement[] = [];
  let protection: RegistryProtectionDto | null = null;
  for (const row of rows) {
    if (row.kindOfRow === 'protection') protection = row.on;
    else if (row.kindOfRow === 'service') {
      if (fits(row.environments, scope.environment) && fits(row.clusters, scope.cluster)) services.push(row);
    } else if (fits(oneOf(row.environment), scope.environment) && fits(oneOf(row.cluster), scope.cluster))
      disagreements.push(row);
  }
  return {
    services: services.sort((a, b) => a.name.localeCompare(b.name) || a.id.localeCompare(b.id)),
    disagreements: disagreements.sort(
      (a, b) =>
        RANK[a.kind] - RANK[b.kind] ||
        (b.since ?? '').localeCompare(a.since ?? '') ||
        a.id.localeCompare(b.id),
    ),
    protection,
  };
}

const oneOf = (value: string | null): readonly string[] => (value === null ? [] : [value]);

function fits(own: readonly string[], chosen: readonly string[]): boolean {
  return own.length === 0 || chosen.length === 0 || own.some((one) => chosen.includes(one));
}

/** The chosen filters; an empty text matches everything. */
export interface RegistryChoice {
  readonly q: string;
  readonly source: string;
  readonly status: string;
  readonly zone: string;
  readonly version: string;
}
export const REGISTRY_FILTERS = ['source', 'status', 'zone', 'version'] as const;
export type RegistryFilter = (typeof REGISTRY_FILTERS)[number];

type Values<Row> = Readonly<Record<RegistryFilter, (row: Row) => readonly string[]>>;

const SERVICE_VALUES: Values<RegistryServiceRow> = {
  source: ({ counts }) => INSTANCE_SOURCES.filter((source) => counts[source] > 0),
  status: ({ statuses }) => statuses.map(({ status }) => status),
  zone: ({ zones }) => zones,
  version: ({ versions }) => versions,
};

const INSTANCE_VALUES: Values<RegistryInstance> = {
  source: ({ source }) => [source],
  status: ({ status }) => [status],
  zone: ({ zone }) => oneOf(zone),
  version: ({ version }) => oneOf(version),
};

/** Services that match the text and every filter. */
export function selectServices(
  rows: readonly RegistryServiceRow[],
  query: RegistryChoice,
): RegistryServiceRow[] {
  return rows.filter(
    (row) =>
      reads([row.name, row.owner, ...row.addresses, ...row.tags], query.q) && has(SERVICE_VALUES, row, query),
  );
}

/** Instances that match the text and every filter. */
export function selectInstances(
  rows: readonly RegistryInstance[],
  query: RegistryChoice,
): RegistryInstance[] {
  return rows.filter(
    (row) =>
      reads([...row.addresses, row.pod, row.node, row.registered?.id, ...row.tags], query.q) &&
      has(INSTANCE_VALUES, row, query),
  );
}

function reads(texts: readonly (string | null | undefined)[], q: string): boolean {
  const wanted = q.trim().toLowerCase();
  return wanted === '' || texts.some((text) => text?.toLowerCase().includes(wanted) ?? false);
}

function has<Row>(values: Values<Row>, row: Row, query: RegistryChoice, except?: RegistryFilter): boolean {
  return REGISTRY_FILTERS.every(
    (key) => key === except || query[key] === '' || values[key](row).includes(query[key]),
  );
}

export interface FilterOption {
  readonly value: string;
  readonly count: number;
}

export const serviceOptions = (rows: readonly RegistryServiceRow[], query: RegistryChoice) =>
  optionsOf(SERVICE_VALUES, rows, query);
export const instanceOptions = (rows: readonly RegistryInstance[], query: RegistryChoice) =>
  optionsOf(INSTANCE_VALUES, rows, query);

/** The values of each filter with their number of rows, the other filters applied; a chosen value is listed even with none. */
function optionsOf<Row>(
  values: Values<Row>,
  rows: readonly Row[],
  query: RegistryChoice,
): Record<RegistryFilter, FilterOption[]> {
  const of = (key: RegistryFilter): FilterOption[] => {
    const counts = new Map<string, number>(query[key] === '' ? [] : [[query[key], 0]]);
    for (const row of rows) {
      if (!has(values, row, query, key)) continue;
      for (const value of new Set(values[key](row))) counts.set(value, (counts.get(value) ?? 0) + 1);
    }
    return [...counts]
      .map(([value, count]) => ({ value, count }))
      .sort((a, b) => place(key, a.value) - place(key, b.value) || a.value.localeCompare(b.value));
  };
  return { source: of('source'), status: of('status'), zone: of('zone'), version: of('version') };
}

function place(key: RegistryFilter, value: string): number {
  const order: readonly string[] =
    key === 'source' ? INSTANCE_SOURCES : key === 'status' ? INSTANCE_STATUSES : [];
  return order.indexOf(value);
}

export const isSource = (value: string): value is InstanceSource =>
  (INSTANCE_SOURCES as readonly string[]).includes(value);
export const isStatus = (value: string): value is InstanceStatus =>
  (INSTANCE_STATUSES as readonly string[]).includes(value);
