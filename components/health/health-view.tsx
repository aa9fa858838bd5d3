'use client';
import { useMemo } from 'react';
import { useServices } from '@/lib/client';
import { HEALTH, type ServiceSummary, type Snapshot } from '@/lib/model';
import { NONE } from '../list/facet-rules';
import { useUrlState, type UrlState } from '../list/use-url-state';
import { counted } from '../list/counted';
import { titleOf } from '../list/title-of';
import { Button } from '../ui/button';
import { Facets, FacetsButton, type FacetGroup } from '../ui/facets';
import { PageHead } from '../ui/page-head';
import { SearchField } from '../ui/search-field';
import { Segmented } from '../ui/segmented';
import { Select } from '../ui/select';
import { EmptyState, NothingFound } from '../ui/states';
import { CAUSE_WORDS } from './cause-words';
import { EndpointsList } from './endpoints-list';
import { HealthGlyph } from './health-glyph';
import { HealthGridTable } from './health-grid';
import { HealthList } from './health-list';
import { healthKey } from './health-look';
import {
  countHealth,
  countRows,
  facetOrder,
  gridOf,
  HEALTH_FACETS,
  HEALTH_GROUPS,
  rowsOf,
  selectRows,
  type HealthFacet,
  type HealthGroup,
  type HealthFilter,
  type PlacementRow,
} from './select';

type View = 'grid' | 'list' | 'endpoints';

const FACET_LABELS: Record<HealthFacet, string> = {
  status: 'Status',
  environment: 'Environment',
  cluster: 'Cluster',
  owner: 'Owner',
  system: 'System',
  cause: 'Cause',
};
const GROUP_LABELS: Record<HealthGroup, string> = { system: 'System', owner: 'Owner', none: 'None' };
const VIEWS: readonly { value: View; label: string }[] = [
  { value: 'grid', label: 'Grid' },
  { value: 'list', label: 'List' },
  { value: 'endpoints', label: 'Endpoints' },
];

export interface HealthViewProps {
  initial: Snapshot<ServiceSummary>;
  environments: readonly { name: string; title: string }[];
  /** Whether the viewer may request Changes. */
  mayRequest: boolean;
}

/** The health of every placement: a grid of services by environments, or a list with reasons. Filters and sorting work in the tab. */
export function HealthView({ initial, environments, mayRequest }: HealthViewProps) {
  const services = useServices(initial);
  const url = useUrlState();
  const query = readQuery(url);
  const view = VIEWS.find(({ value }) => value === url.get('view'))?.value ?? 'grid';
  const group = HEALTH_GROUPS.find((one) => one === url.get('group')) ?? 'system';
  const all = useMemo(() => rowsOf(services), [services]);
  const shown = useMemo(() => selectRows(all, query), [all, query]);
  const grid = useMemo(
    () => gridOf(all, query, { environments: environments.map(({ name }) => name), group }),
    [all, query, environments, group],
  );
  const facets = useFacets(all, query, environments);
  const clear = (): void => url.clear('q', ...HEALTH_FACETS);
  const chosen = Object.fromEntries(HEALTH_FACETS.map((key) => [key, query[key]]));
  const titles = new Map(environments.map(({ name, title }) => [name, title]));

  return (
    <>
      <PageHead title="Health" note={noteOf(all)} />
      {all.length === 0 ? (
        <EmptyState title="No placements yet.">
          The health of what runs in your clusters is shown here as soon as a cluster answers.
        </EmptyState>
      ) : (
        <div className="catalog">
          <Facets groups={facets} chosen={chosen} onToggle={url.toggle} />
          <div>
            <div className="toolbar">
              <SearchField
                label="Name, owner, reason"
                placeholder="Name, owner, reason"
                value={query.q}
                onChange={(q) => url.set('q', q)}
              />
              <FacetsButton groups={facets} chosen={chosen} onToggle={url.toggle} onClear={clear} />
              <Segmented<View>
                label="View"
                value={view}
                onChange={(value) => url.set('view', value === 'grid' ? '' : value)}
                options={VIEWS}
              />
              {view === 'grid' ? (
                <Select
                  label={`Group: ${GROUP_LABELS[group]}`}
                  className="btn desk"
                  value={group}
                  onChange={(value) => url.set('group', value === 'system' ? '' : value)}
                  options={HEALTH_GROUPS.map((value) => ({ value, label: GROUP_LABELS[value] }))}
                  display={`Group: ${GROUP_LABELS[group]}`}
                />
              ) : null}
            </div>
            {shown.length === 0 ? (
              <div className="panel">
                <NothingFound
                  what="placement"
                  query={query.q}
                  action={<Button onClick={clear}>Clear</Button>}
                />
              </div>
            ) : view === 'grid' ? (
              <HealthGridTable grid={grid} titles={titles} mayRequest={mayRequest} />
            ) : view === 'list' ? (
              <HealthList rows={shown} titles={titles} mayRequest={mayRequest} />
            ) : (
              <EndpointsList rows={shown} titles={titles} />
            )}
            <p className="table-foot">{footOf(shown.length, all.length, view)}</p>
          </div>
        </div>
      )}
    </>
  );
}

function useFacets(
  rows: readonly PlacementRow[],
  query: HealthFilter,
  environments: HealthViewProps['environments'],
): FacetGroup[] {
  return useMemo(() => {
    const titles = new Map(environments.map(({ name, title }) => [name, title]));
    const names = environments.map(({ name }) => name);
    return HEALTH_FACETS.map((key) => {
      const counts = countRows(rows, query, key);
      return {
        key,
        label: FACET_LABELS[key],
        options: [...counts.keys()].sort(facetOrder(key, names)).map((value) => ({
          value,
          label: labelOf(key, value, titles),
          count: counts.get(value) ?? 0,
          ...(key === 'status' ? statusOption(value) : {}),
        })),
      };
    });
  }, [rows, query, environments]);
}

function labelOf(key: HealthFacet, value: string, titles: ReadonlyMap<string, string>): string {
  if (value === NONE) return 'None';
  if (key === 'status' || key === 'cluster') return value;
  if (key === 'cause') return value in CAUSE_WORDS ? CAUSE_WORDS[value as keyof typeof CAUSE_WORDS] : value;
  return titles.get(value) ?? titleOf(value);
}

function statusOption(value: string) {
  const health = HEALTH.find((word) => word === value);
  return health ? { health: healthKey(health), glyph: <HealthGlyph health={health} silent /> } : {};
}

function readQuery(url: UrlState): HealthFilter {
  return {
    q: url.get('q'),
    status: url.list('status'),
    environment: url.list('environment'),
    cluster: url.list('cluster'),
    owner: url.list('owner'),
    system: url.list('system'),
    cause: url.list('cause'),
  };
}

function noteOf(rows: readonly PlacementRow[]): string {
  const counts = countHealth(rows).map(([health, count]) => `${count.toLocaleString('en')} ${health}`);
  return [counted(rows.length, 'placement'), ...counts].join(', ');
}

function footOf(shown: number, all: number, view: View): string {
  const count =
    shown === all
      ? `All ${counted(all, 'placement')}.`
      : `${shown.toLocaleString('en')} of ${counted(all, 'placement')}.`;
  return view === 'grid' && shown < all
    ? `${count} A service that has one of them is shown with all its placements.`
    : count;
}
