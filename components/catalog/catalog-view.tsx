'use client';
import Link from 'next/link';
import { useMemo } from 'react';
import { useServices } from '@/lib/client';
import { HEALTH, type ServiceSummary, type Snapshot } from '@/lib/model';
import { HealthGlyph, healthKey } from '../health';
import { useUrlState, type UrlState } from '../list/use-url-state';
import { counted } from '../list/counted';
import { nearestName } from '../list/nearest-name';
import { titleOf } from '../list/title-of';
import { Button } from '../ui/button';
import { Facets, FacetsButton, type FacetGroup } from '../ui/facets';
import { KeyHints } from '../ui/kbd';
import { PageHead } from '../ui/page-head';
import { SearchField } from '../ui/search-field';
import { Select } from '../ui/select';
import { EmptyState, NothingFound } from '../ui/states';
import { CatalogTable } from './catalog-table';
import { columnsOf } from './columns';
import {
  countFacet,
  GROUPS,
  groupServices,
  NONE,
  placementsInScope,
  selectServices,
  SORTS,
  type CatalogGroup,
  type CatalogQuery,
  type CatalogSort,
  type FacetKey,
} from './select';

const FACET_LABELS: readonly (readonly [FacetKey, string])[] = [
  ['environment', 'Environment'],
  ['owner', 'Owner'],
  ['health', 'Health'],
  ['system', 'System'],
];
const GROUP_LABELS: Record<CatalogGroup, string> = { system: 'System', owner: 'Owner', none: 'None' };
const FILTERS = ['q', 'environment', 'cluster', 'owner', 'health', 'system'] as const;

const KEYS = [
  { keys: ['J', 'K'], does: 'move' },
  { keys: ['↵'], does: 'open' },
  { keys: ['D'], does: 'deploy' },
];

export interface CatalogViewProps {
  initial: Snapshot<ServiceSummary>;
  /** Names of environments in their order; columns and facets have the same order. */
  environments: readonly { name: string; title: string }[];
}

/** Every service that a catalog or a cluster knows. Search, filters, sorting and groups work in the tab. */
export function CatalogView({ initial, environments }: CatalogViewProps) {
  const services = useServices(initial);
  const url = useUrlState();
  const query = readQuery(url);
  const shown = useMemo(() => selectServices(services, query), [services, query]);
  const groups = useMemo(() => groupServices(shown, query.group), [shown, query.group]);
  const { columns, hidden } = useMemo(
    () =>
      columnsOf(
        shown.flatMap((service) => placementsInScope(service, query)),
        environments.map((environment) => environment.name),
      ),
    [shown, query, environments],
  );
  const facets = useFacets(services, query, environments);
  const chosen = {
    environment: query.environment,
    owner: query.owner,
    health: query.health,
    system: query.system,
  };

  return (
    <>
      <PageHead title="Catalog" note={summaryOf(services)} />
      {services.length === 0 ? (
        <EmptyState title="No services yet.">
          What runs in your clusters is listed here as soon as a cluster answers. See{' '}
          <Link href="/clusters">Clusters</Link>.
        </EmptyState>
      ) : (
        <div className="catalog">
          <Facets groups={facets} chosen={chosen} onToggle={url.toggle} />
          <div>
            <div className="toolbar">
              <SearchField
                label="Name, owner, image"
                placeholder="Name, owner, image"
                value={query.q}
                onChange={(q) => url.set('q', q)}
              />
              <FacetsButton
                groups={facets}
                chosen={chosen}
                onToggle={url.toggle}
                onClear={() => url.clear(...FILTERS)}
              />
              <Select
                label="Group"
                className="btn desk"
                value={query.group}
                onChange={(group) => url.set('group', group === 'system' ? '' : group)}
                options={GROUPS.map((value) => ({ value, label: GROUP_LABELS[value] }))}
                display={`Group: ${GROUP_LABELS[query.group]}`}
              />
              <KeyHints hints={KEYS} />
            </div>
            {shown.length === 0 ? (
              <Nothing services={services} query={query} onClear={() => url.clear(...FILTERS)} />
            ) : (
              <CatalogTable
                groups={groups}
                query={query}
                columns={columns}
                onSort={(sort) => url.set('sort', sort === 'name' ? '' : sort)}
              />
            )}
            <p className="table-foot">
              {footOf(shown.length, services.length)}
              {hidden.length === 0
                ? null
                : ` Not shown as columns: ${hidden.map(titleOf).join(', ')}. Choose the environment to see them.`}
            </p>
          </div>
        </div>
      )}
    </>
  );
}

function Nothing({
  services,
  query,
  onClear,
}: {
  services: readonly ServiceSummary[];
  query: CatalogQuery;
  onClear: () => void;
}) {
  const nearest = nearestName(
    query.q,
    services.map((service) => service.name),
  );
  const match = services.find((service) => service.name === nearest);
  return (
    <div className="panel">
      <NothingFound
        what="service"
        query={query.q}
        nearest={
          match && query.q !== '' ? (
            <Link href={`/catalog/${encodeURIComponent(match.id)}`}>{match.name}</Link>
          ) : undefined
        }
        action={<Button onClick={onClear}>Clear</Button>}
      />
    </div>
  );
}

function useFacets(
  services: readonly ServiceSummary[],
  query: CatalogQuery,
  environments: readonly { name: string; title: string }[],
): FacetGroup[] {
  return useMemo(() => {
    const titles = new Map(environments.map(({ name, title }) => [name, title]));
    return FACET_LABELS.map(([key, label]) => {
      const counts = countFacet(services, query, key);
      for (const value of query[key]) if (!counts.has(value)) counts.set(value, 0);
      const values = [...counts.keys()].sort(facetOrder(key, environments));
      return {
        key,
        label,
        options: values.map((value) => ({
          value,
          label: value === NONE ? 'None' : (titles.get(value) ?? (key === 'health' ? value : titleOf(value))),
          count: counts.get(value) ?? 0,
          ...(key === 'health' ? healthOption(value) : {}),
        })),
      };
    });
  }, [services, query, environments]);
}

function healthOption(value: string) {
  const health = HEALTH.find((word) => word === value);
  return health ? { health: healthKey(health), glyph: <HealthGlyph health={health} silent /> } : {};
}

function facetOrder(
  key: FacetKey,
  environments: readonly { name: string }[],
): (a: string, b: string) => number {
  const order: readonly string[] =
    key === 'health' ? HEALTH : key === 'environment' ? environments.map(({ name }) => name) : [];
  const place = (value: string): number =>
    value === NONE ? Infinity : order.includes(value) ? order.indexOf(value) : order.length;
  return (a, b) => place(a) - place(b) || a.localeCompare(b);
}

function readQuery(url: UrlState): CatalogQuery {
  return {
    q: url.get('q'),
    environment: url.list('environment'),
    cluster: url.list('cluster'),
    owner: url.list('owner'),
    system: url.list('system'),
    health: url.list('health'),
    sort: oneOf<CatalogSort>(SORTS, url.get('sort'), 'name'),
    group: oneOf<CatalogGroup>(GROUPS, url.get('group'), 'system'),
  };
}

function oneOf<T extends string>(values: readonly T[], value: string, otherwise: T): T {
  return values.find((known) => known === value) ?? otherwise;
}

function summaryOf(services: readonly ServiceSummary[]): string {
  const systems = new Set(services.flatMap((service) => service.system ?? []));
  const clusters = new Set(
    services.flatMap((service) => service.placements.map((placement) => placement.cluster)),
  );
  return [
    counted(services.length, 'service'),
    systems.size > 0 ? counted(systems.size, 'system') : '',
    counted(clusters.size, 'cluster'),
  ]
    .filter((part) => part !== '')
    .join(', ');
}

function footOf(shown: number, all: number): string {
  return shown === all
    ? `All ${counted(all, 'service')}.`
    : `${shown.toLocaleString('en')} of ${counted(all, 'service')}.`;
}
