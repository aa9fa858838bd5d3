'use client';
import { useMemo } from 'react';
import { useRollouts } from '@/lib/client';
import type { RolloutRow, Snapshot } from '@/lib/model';
import { NONE } from '../list/facet-rules';
import { useUrlState, type UrlState } from '../list/use-url-state';
import { titleOf } from '../list/title-of';
import { Button } from '../ui/button';
import { Facets, FacetsButton, type FacetGroup } from '../ui/facets';
import { PageHead, SectionHead } from '../ui/page-head';
import { SearchField } from '../ui/search-field';
import { EmptyState, NothingFound } from '../ui/states';
import { RolloutItem } from './rollout-item';
import { RolloutMore } from './rollout-more';
import {
  countRollouts,
  ROLLOUT_FACETS,
  rolloutFacetOrder,
  selectRollouts,
  type RolloutFacet,
  type RolloutQuery,
} from './select-rollouts';

const ENDED_SHOWN_MAX = 50;
const LABELS: Record<RolloutFacet, string> = {
  state: 'State',
  environment: 'Environment',
  cluster: 'Cluster',
  owner: 'Owner',
};

export interface RolloutsViewProps {
  initial: Snapshot<RolloutRow>;
  environments: readonly { name: string; title: string }[];
  /** Whether the viewer may request Changes. */
  mayRequest: boolean;
}

/** What is rolling out, the blocked ones first, and what ended last; each row opens below itself. */
export function RolloutsView({ initial, environments, mayRequest }: RolloutsViewProps) {
  const rows = useRollouts(initial);
  const url = useUrlState();
  const query = readQuery(url);
  const { under, ended } = useMemo(() => selectRollouts(rows, query), [rows, query]);
  const facets = useFacets(rows, query, environments);
  const chosen = Object.fromEntries(ROLLOUT_FACETS.map((key) => [key, query[key]]));
  const clear = (): void => url.clear('q', ...ROLLOUT_FACETS);
  const part = { url, mayRequest };
  return (
    <>
      <PageHead title="Rollouts" note={noteOf(rows)} />
      {rows.length === 0 ? (
        <div className="panel">
          <EmptyState title="No rollouts yet.">
            Each Deployment, StatefulSet and DaemonSet that goes from one version to the next is shown here,
            and for a day afterwards.
          </EmptyState>
        </div>
      ) : (
        <div className="catalog">
          <Facets groups={facets} chosen={chosen} onToggle={url.toggle} />
          <div>
            <div className="toolbar">
              <SearchField
                label="Name, owner, version"
                placeholder="Name, owner, version"
                value={query.q}
                onChange={(text) => url.set('q', text)}
              />
              <FacetsButton groups={facets} chosen={chosen} onToggle={url.toggle} onClear={clear} />
            </div>
            {under.length + ended.length > 0 ? null : (
              <div className="panel">
                <NothingFound
                  what="rollout"
                  query={query.q}
                  action={<Button onClick={clear}>Clear</Button>}
                />
              </div>
            )}
            <RolloutSection title="Under way" rows={under} first {...part} />
            <RolloutSection
              title="Recently ended"
              rows={ended.slice(0, ENDED_SHOWN_MAX)}
              of={ended.length}
              first={under.length === 0}
              {...part}
            />
          </div>
        </div>
      )}
    </>
  );
}

interface RolloutSectionProps {
  title: string;
  rows: readonly RolloutRow[];
  of?: number;
  first?: boolean;
  url: UrlState;
  mayRequest: boolean;
}

function RolloutSection({
  title,
  rows,
  of = rows.length,
  first = false,
  url,
  mayRequest,
}: RolloutSectionProps) {
  if (rows.length === 0) return null;
  return (
    <section aria-label={title}>
      <SectionHead
        title={title}
        count={of === rows.length ? String(of) : `the last ${rows.length} of ${of}`}
        first={first}
      />
      <ol className="panel rollouts rollouts--open">
        {rows.map((row) => {
          const open = url.get('open') === row.id;
          return (
            <RolloutItem
              key={row.id}
              row={row}
              more={{
                open,
                onToggle: () => url.set('open', open ? '' : row.id),
                content: open ? <RolloutMore row={row} mayRequest={mayRequest} /> : null,
              }}
            />
          );
        })}
      </ol>
    </section>
  );
}

function useFacets(
  rows: readonly RolloutRow[],
  query: RolloutQuery,
  environments: RolloutsViewProps['environments'],
): FacetGroup[] {
  return useMemo(() => {
    const titles = new Map(environments.map(({ name, title }) => [name, title]));
    const names = environments.map(({ name }) => name);
    return ROLLOUT_FACETS.map((key) => {
      const counts = countRollouts(rows, query, key);
      return {
        key,
        label: LABELS[key],
        options: [...counts.keys()].sort(rolloutFacetOrder(key, names)).map((value) => ({
          value,
          label:
            value === NONE
              ? 'None'
              : key === 'state' || key === 'cluster'
                ? value
                : (titles.get(value) ?? titleOf(value)),
          count: counts.get(value) ?? 0,
        })),
      };
    });
  }, [rows, query, environments]);
}

function readQuery(url: UrlState): RolloutQuery {
  return {
    q: url.get('q'),
    state: url.list('state'),
    environment: url.list('environment'),
    cluster: url.list('cluster'),
    owner: url.list('owner'),
  };
}

function noteOf(rows: readonly RolloutRow[]): string {
  const ended = rows.filter(({ state }) => state === 'Complete').length;
  return `${rows.length - ended} under way, ${ended} ended in the last day`;
}
