'use client';
import { useTopologyDifferences } from '@/lib/client';
import type { SideChoice, TopologyDifferences } from '@/lib/model';
import { useUrlState, type UrlState } from '../list/use-url-state';
import { counted } from '../list/counted';
import { Button } from '../ui/button';
import { Crumbs, PageHead, SectionHead } from '../ui/page-head';
import { SearchField } from '../ui/search-field';
import { EmptyState, ErrorState, LoadingRows, NothingFound, StaleNote } from '../ui/states';
import { CallsDiffer } from './calls-differ';
import { findCalls, findServices } from './select';
import { ServicesDiffer } from './services-differ';
import { SideBar } from './side-bar';
import { choiceLabel, sidesOf } from './sides';
import { summaryOf, type SideNames } from './difference-words';

export interface DifferencesViewProps {
  choices: readonly SideChoice[];
  /** The sides to compare unless the address names others; empty where there are fewer than two. */
  usual: readonly string[];
  initial: TopologyDifferences | null;
  /** Whether the viewer may request Changes. */
  mayRequest: boolean;
}

const PATH = [{ label: 'Topology', href: '/topology' }, { label: 'Differences' }];

/** Two Environments or clusters side by side: which services are missing, which versions run, which calls differ. */
export function DifferencesView({ choices, usual, initial, mayRequest }: DifferencesViewProps) {
  const url = useUrlState();
  const sides = sidesOf(url, usual);
  const same = url.get('same') === 'true' ? 'true' : undefined;
  const { data, error, refetch } = useTopologyDifferences(
    { left: sides.left, right: sides.right, same },
    initial,
  );
  if (choices.length < 2) {
    return (
      <>
        <Crumbs path={PATH} />
        <PageHead title="Differences" />
        <div className="panel">
          <EmptyState title="There is nothing to compare.">
            Two environments or two clusters are compared here as soon as services run in both.
          </EmptyState>
        </div>
      </>
    );
  }
  const names = data === undefined ? null : { left: choiceLabel(data.left), right: choiceLabel(data.right) };
  return (
    <>
      <Crumbs path={PATH} />
      <PageHead
        title="Differences"
        note={data === undefined || names === null ? undefined : summaryOf(data, names)}
      />
      <SideBar choices={choices} sides={sides} />
      {error === null ? null : (
        <ErrorState
          title="The two could not be compared."
          action={<Button onClick={() => void refetch()}>Try again</Button>}
        >
          {error.message}
        </ErrorState>
      )}
      {data === undefined || names === null ? (
        error === null ? (
          <LoadingRows rows={6} label="Comparing" />
        ) : null
      ) : (
        <Compared data={data} names={names} url={url} mayRequest={mayRequest} />
      )}
    </>
  );
}

interface ComparedProps {
  data: TopologyDifferences;
  names: SideNames;
  url: UrlState;
  mayRequest: boolean;
}

function Compared({ data, names, url, mayRequest }: ComparedProps) {
  const q = url.get('q');
  const services = findServices(data.services, q);
  const calls = findCalls(data.calls, q);
  const withSame = url.get('same') === 'true';
  const search = (
    <SearchField
      label="Search the differences"
      placeholder="Service, owner, version"
      value={q}
      onChange={(text) => url.set('q', text)}
    />
  );
  return (
    <>
      {[data.left, data.right].map((side) =>
        side.unread.length === 0 ? null : (
          <StaleNote key={side.name} title={`${choiceLabel(side)} cannot be read completely.`}>
            {side.unread.map(({ cluster, state }) => `${cluster} is ${state}`).join(', ')}: what seems to be
            missing there may only be unknown.
          </StaleNote>
        ),
      )}
      <section aria-labelledby="services-differ">
        <SectionHead id="services-differ" title="Services" count={services.length} aside={search} />
        {services.length > 0 ? (
          <ServicesDiffer services={services} names={names} mayRequest={mayRequest} />
        ) : (
          <div className="panel">
            {q === '' ? (
              <EmptyState title="The same services run on both sides, in the same versions." />
            ) : (
              <NothingFound
                what="service"
                query={q}
                action={<Button onClick={() => url.clear('q')}>Clear</Button>}
              />
            )}
          </div>
        )}
        {data.counts.same === 0 ? null : (
          <p className="table-foot">
            {withSame ? null : `${counted(data.counts.same, 'service')} are the same. `}
            <Button kind="link" onClick={() => url.set('same', withSame ? '' : 'true')}>
              {withSame ? 'Show only what differs' : 'Show these too'}
            </Button>
          </p>
        )}
      </section>
      <section aria-labelledby="calls-differ">
        <SectionHead
          id="calls-differ"
          title="Calls of services that run on both sides"
          count={calls.length}
        />
        {calls.length > 0 ? (
          <CallsDiffer calls={calls} names={names} />
        ) : (
          <div className="panel">
            <EmptyState
              title={
                data.calls.length === 0
                  ? 'They call the same services on both sides.'
                  : `No call matches “${q}”.`
              }
            />
          </div>
        )}
      </section>
    </>
  );
}
