'use client';
import { useMemo, useState } from 'react';
import type { PlacementSummary, ServiceDetail } from '@/lib/model';
import { useUrlState } from '../list/use-url-state';
import { counted } from '../list/counted';
import { Button } from '../ui/button';
import { KeyHints } from '../ui/kbd';
import type { BookLine } from './log-book';
import { LogList } from './log-list';
import { footOf, LogNotes } from './log-notes';
import { containersOf, followQuery, logQuery, shortNames, type LogChoice } from './log-query';
import { findLines, nextMatch, readSearch } from './log-search';
import { LogToolbar } from './log-toolbar';
import { useLogBook } from './use-log-book';
import { useLogKeys } from './use-log-keys';

const KEYS = [
  { keys: ['N', '⇧N'], does: 'next, previous match' },
  { keys: ['F'], does: 'follow' },
  { keys: ['W'], does: 'wrap' },
];

export interface LogsPanelProps {
  service: ServiceDetail;
  placement: PlacementSummary;
}

/**
 * Live logs of one or all pods of a placement. The choice is in the address: `pod`, `container`, `previous=1`, `since` (seconds), `q`.
 * Another choice opens another stream.
 */
export function LogsPanel({ service, placement }: LogsPanelProps) {
  const url = useUrlState();
  const choice: LogChoice = {
    pod: url.get('pod'),
    container: url.get('container'),
    previous: url.get('previous') === '1',
    since: url.get('since'),
  };
  function choose(next: Partial<LogChoice>) {
    const { previous, ...texts } = next;
    for (const [name, value] of Object.entries(texts)) url.set(name, value);
    if (previous !== undefined) url.set('previous', previous ? '1' : '');
  }
  const query = logQuery(service.id, placement, choice);
  return (
    <OpenLogs
      key={query.toString()}
      service={service}
      placement={placement}
      choice={choice}
      onChoice={choose}
      query={query}
      q={url.get('q')}
      onSearch={(q) => url.set('q', q)}
    />
  );
}

interface OpenLogsProps extends LogsPanelProps {
  choice: LogChoice;
  onChoice: (choice: Partial<LogChoice>) => void;
  query: URLSearchParams;
  q: string;
  onSearch: (q: string) => void;
}

function OpenLogs({ service, placement, choice, onChoice, query, q, onSearch }: OpenLogsProps) {
  const { book, stream } = useLogBook(followQuery(query));
  const [follow, setFollow] = useState(true);
  const [seen, setSeen] = useState(0);
  const [wrap, setWrap] = useState(true);
  const [exact, setExact] = useState(true);
  const [atId, setAtId] = useState<number | null>(null);
  const [open, setOpen] = useState<ReadonlySet<number>>(new Set());
  const search = useMemo(() => readSearch(q), [q]);
  const matches = useMemo(() => findLines(book.lines, search), [book.lines, search]);
  const pods = service.pods.filter((pod) => pod.placement === placement.id);
  const names = useMemo(
    () => shortNames(service.pods.filter((pod) => pod.placement === placement.id)),
    [service.pods, placement.id],
  );
  const containers = containersOf(service, placement);
  // Lines move when older ones arrive or are dropped: the keyboard stays on a line, not on an index.
  const at = useMemo(() => placeOf(book.lines, atId), [book.lines, atId]);
  const setAt = (place: number | null) => setAtId(place === null ? null : (book.lines[place]?.id ?? null));
  const foundPlaces = useMemo(() => new Set(matches), [matches]);

  function changeFollow(next: boolean) {
    setFollow(next);
    if (next) setAt(null);
    else setSeen(book.arrived);
  }
  function step(by: 1 | -1) {
    const next = nextMatch(matches, at, by);
    if (next === null) return;
    changeFollow(false);
    setAt(next);
  }
  useLogKeys({
    n: () => step(1),
    N: () => step(-1),
    f: () => changeFollow(!follow),
    w: () => setWrap(!wrap),
  });
  const place = at === null ? -1 : matches.indexOf(at);
  const found =
    q === '' || search.error !== null || book.lines.length === 0
      ? null
      : place >= 0
        ? `${(place + 1).toLocaleString('en')} of ${counted(matches.length, 'match', 'matches')}`
        : counted(matches.length, 'match', 'matches');
  const unseen = follow ? 0 : book.arrived - seen;
  return (
    <section className="logs" aria-label="Logs">
      <LogToolbar
        choice={choice}
        onChoice={onChoice}
        pods={pods}
        containers={containers}
        q={q}
        onSearch={(next) => {
          setAt(null);
          onSearch(next);
        }}
        found={found}
        error={search.error}
        onStep={step}
      />
      <div className="panel">
        <header className="log-head">
          <Button aria-pressed={follow} onClick={() => changeFollow(!follow)}>
            Follow
          </Button>
          <Button className="desk" aria-pressed={wrap} onClick={() => setWrap(!wrap)}>
            Wrap
          </Button>
          <Button aria-pressed={exact} onClick={() => setExact(!exact)}>
            Exact times
          </Button>
          <a className="btn" href={`/api/v1/logs/download?${query.toString()}`} download>
            Download
          </a>
          <KeyHints hints={KEYS} />
        </header>
        <LogNotes
          book={book}
          stream={stream}
          where={placement}
          onAllPods={choice.pod === '' ? null : () => onChoice({ pod: '', container: '' })}
        />
        {book.lines.length === 0 ? null : (
          <LogList
            book={book}
            pods={choice.pod === '' ? names : new Map()}
            containers={choice.container === '' && containers.length > 1}
            pattern={search.pattern}
            matches={foundPlaces}
            at={at}
            onAt={setAt}
            open={open}
            onToggle={(id) => setOpen((held) => toggled(held, id))}
            follow={follow}
            onFollow={changeFollow}
            unseen={unseen}
            wrap={wrap}
            exact={exact}
          />
        )}
      </div>
      <p className="table-foot" role="status">
        {footOf(book)}
      </p>
    </section>
  );
}

function placeOf(lines: readonly BookLine[], id: number | null): number | null {
  const place = id === null ? -1 : lines.findIndex((entry) => entry.id === id);
  return place < 0 ? null : place;
}

function toggled(held: ReadonlySet<number>, id: number): ReadonlySet<number> {
  const next = new Set(held);
  if (!next.delete(id)) next.add(id);
  return next;
}
