'use client';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useChanges } from '@/lib/client';
import type { ChangeSummary, Snapshot } from '@/lib/model';
import { useUrlState, type UrlState } from '../list/use-url-state';
import { counted } from '../list/counted';
import { nearestName } from '../list/nearest-name';
import { titleOf } from '../list/title-of';
import { Button, ButtonLink } from '../ui/button';
import { Facets, FacetsButton } from '../ui/facets';
import { Kbd } from '../ui/kbd';
import { PageHead, SectionHead } from '../ui/page-head';
import { SearchField } from '../ui/search-field';
import { EmptyState, NothingFound } from '../ui/states';
import { useRowCursor } from '../ui/use-row-cursor';
import { isDraft } from './change-words';
import { facetsOf } from './changes-facets';
import { ChangesFoot } from './changes-foot';
import { ChangesTable } from './changes-table';
import { selectChanges, type ChangesFilter } from './select-changes';

const FILTERS = ['q', 'state', 'environment', 'cluster', 'action', 'asked', 'drafts'] as const;

export interface ChangesViewProps {
  initial: Snapshot<ChangeSummary>;
  /** The id of the viewer. */
  me: string;
  environments: readonly { name: string; title: string }[];
}

/** Every Change that was requested: those that wait for approval, then the others, by time. */
export function ChangesView({ initial, me, environments }: ChangesViewProps) {
  const changes = useChanges(initial);
  const url = useUrlState();
  const query = readQuery(url);
  const { waiting, others } = selectChanges(changes, query, me);
  const facets = facetsOf({ changes, query, me, environments });
  const router = useRouter();
  const shown = [...waiting, ...others];
  const cursor = useRowCursor({
    count: shown.length,
    onOpen: (index) => {
      const change = shown[index];
      if (change) router.push(`/changes/${change.id}`);
    },
    onMove: revealSoon,
  });
  const requested = changes.filter((change) => !isDraft(change)).length;
  const clear = (): void => url.clear(...FILTERS);
  const list = {
    titleOfEnvironment: (name: string): string =>
      environments.find((environment) => environment.name === name)?.title ?? titleOf(name),
    oldestFirst: query.oldestFirst,
    onSort: () => url.set('sort', query.oldestFirst ? '' : 'oldest'),
  };

  return (
    <>
      <PageHead title="Changes" note={changes.length === 0 ? undefined : noteOf(changes, requested)} />
      {changes.length === 0 ? (
        <EmptyState
          title="No Changes yet."
          action={<ButtonLink href="/catalog">Open the Catalog</ButtonLink>}
        >
          Scale or deploy a service, and it is listed here with its plan and outcome.
        </EmptyState>
      ) : (
        <div className="catalog">
          <Facets groups={facets} chosen={chosenOf(query)} onToggle={url.toggle} />
          <div>
            <div className="toolbar">
              <SearchField
                label="Title, service, person"
                placeholder="Title, service, person"
                value={query.q}
                onChange={(q) => url.set('q', q)}
              />
              <FacetsButton groups={facets} chosen={chosenOf(query)} onToggle={url.toggle} onClear={clear} />
              <Hints />
            </div>
            {shown.length > 0 ? null : requested === 0 && !query.drafts ? (
              <OnlyPlans />
            ) : (
              <Nothing changes={changes} q={query.q} onClear={clear} />
            )}
            {waiting.length === 0 ? null : (
              <section aria-label="Waits for approval">
                <SectionHead title="Waits for approval" count={String(waiting.length)} first />
                <ChangesTable
                  {...list}
                  caption="Changes that wait for approval"
                  changes={waiting}
                  at={cursor.at}
                />
              </section>
            )}
            {others.length === 0 ? null : (
              <section aria-label="Others">
                {waiting.length === 0 ? null : <SectionHead title="Others" count={String(others.length)} />}
                <ChangesTable
                  {...list}
                  caption="Changes"
                  changes={others}
                  at={cursor.at === null || cursor.at < waiting.length ? null : cursor.at - waiting.length}
                />
              </section>
            )}
            <ChangesFoot
              shown={shown.length}
              changes={changes}
              query={query}
              onDrafts={(on) => url.set('drafts', on)}
            />
          </div>
        </div>
      )}
    </>
  );
}

function Hints() {
  return (
    <p className="hints desk">
      <span>
        <Kbd>J</Kbd> <Kbd>K</Kbd> move
      </span>
      <span>
        <Kbd>↵</Kbd> open
      </span>
    </p>
  );
}

/** Nothing was requested or executed yet: no filter is to blame. */
function OnlyPlans() {
  return (
    <div className="panel">
      <EmptyState title="No Changes yet.">Plans that were not executed are hidden.</EmptyState>
    </div>
  );
}

function Nothing({
  changes,
  q,
  onClear,
}: {
  changes: readonly ChangeSummary[];
  q: string;
  onClear: () => void;
}) {
  const nearest = nearestName(
    q,
    changes.map((change) => change.serviceName),
  );
  return (
    <div className="panel">
      <NothingFound
        what="Change"
        query={q}
        nearest={
          nearest === null || q === '' ? undefined : (
            <Link href={`/changes?q=${encodeURIComponent(nearest)}`}>{nearest}</Link>
          )
        }
        action={<Button onClick={onClear}>Clear</Button>}
      />
    </div>
  );
}

function readQuery(url: UrlState): ChangesFilter {
  return {
    q: url.get('q'),
    state: url.list('state'),
    environment: url.list('environment'),
    cluster: url.list('cluster'),
    action: url.list('action'),
    asked: url.list('asked'),
    drafts: url.get('drafts') === '1',
    oldestFirst: url.get('sort') === 'oldest',
  };
}

const chosenOf = ({ state, environment, action, asked }: ChangesFilter) => ({
  state,
  environment,
  action,
  asked,
});

function noteOf(changes: readonly ChangeSummary[], requested: number): string {
  const waiting = changes.filter(({ state }) => state === 'awaiting-approval').length;
  const running = changes.filter(({ state }) => state === 'executing' || state === 'verifying').length;
  return `${counted(requested, 'Change')}, ${waiting === 1 ? '1 waits' : `${waiting} wait`} for approval, ${running} under way`;
}

/** The marked row is rendered first, then scrolled into view. */
function revealSoon(): void {
  requestAnimationFrame(() => document.querySelector('[data-at]')?.scrollIntoView({ block: 'nearest' }));
}
