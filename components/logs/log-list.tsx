'use client';
import { useEffect, useRef, type KeyboardEvent, type MouseEvent } from 'react';
import { Button } from '../ui/button';
import { cx } from '../ui/cx';
import { counted } from '../list/counted';
import type { LogBook } from './log-book';
import { LogRow } from './log-row';
import { useRows } from './rows';

const ROW_PX = 22;
/** Within this distance of the end, in px, the list counts as being at its end. */
const END_PX = 24;

export interface LogListProps {
  book: LogBook;
  /** Short names of pods in their order, which chooses a pod's mark. Empty where there is only one pod. */
  pods: ReadonlyMap<string, string>;
  containers: boolean;
  pattern: RegExp | null;
  /** Indexes of the lines that match the search. */
  matches: ReadonlySet<number>;
  /** The index of the line that the keyboard is on. */
  at: number | null;
  onAt: (place: number | null) => void;
  /** Ids of opened lines. */
  open: ReadonlySet<number>;
  onToggle: (id: number) => void;
  follow: boolean;
  onFollow: (follow: boolean) => void;
  /** Lines received since the list was last at its end. */
  unseen: number;
  wrap: boolean;
  exact: boolean;
}

/** The lines; only those near the window are drawn. The list stays at its end while it follows; scrolling up stops that. */
export function LogList(props: LogListProps) {
  // The virtualizer returns new values at each call: React's compiler must not memoize them.
  'use no memo';
  const { book, at, follow, onFollow, unseen, wrap } = props;
  const { lines } = book;
  const scroller = useRef<HTMLDivElement>(null);
  const top = useRef(0);
  const rows = useRows({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: 20,
    getItemKey: (index) => lines[index]?.id ?? index,
    initialRect: { width: 1000, height: 600 },
  });
  const last = lines.at(-1)?.id;
  useEffect(() => {
    if (!follow) return;
    rows.scrollToIndex(lines.length - 1, { align: 'end' });
  }, [follow, last, lines.length, rows, wrap]);
  useEffect(() => {
    if (at !== null) rows.scrollToIndex(at, { align: 'auto' });
  }, [at, rows]);

  function scrolled() {
    const box = scroller.current;
    if (box === null) return;
    const atEnd = box.scrollTop + box.clientHeight >= box.scrollHeight - END_PX;
    if (follow && !atEnd && box.scrollTop < top.current - 1) onFollow(false);
    if (!follow && atEnd && at === null && box.scrollTop > top.current) onFollow(true);
    top.current = box.scrollTop;
  }
  return (
    <div className="log-frame">
      <div
        ref={scroller}
        className="log-scroller"
        data-wrap={wrap}
        role="log"
        aria-label="Log lines"
        aria-live="off"
        tabIndex={0}
        onScroll={scrolled}
        onKeyDown={(event) => moveOn(event, props)}
      >
        <div className="log-lines" style={{ height: rows.getTotalSize() }}>
          <div style={{ transform: `translateY(${rows.getVirtualItems()[0]?.start ?? 0}px)` }}>
            {rows.getVirtualItems().map(({ index }) => (
              <Line key={lines[index]?.id ?? index} {...props} place={index} measure={rows.measureElement} />
            ))}
          </div>
        </div>
      </div>
      {follow || unseen === 0 ? null : (
        <Button className="log-return" icon="down" onClick={() => onFollow(true)}>
          {counted(unseen, 'new line')}
        </Button>
      )}
    </div>
  );
}

interface LineProps extends LogListProps {
  place: number;
  measure: (row: Element | null) => void;
}

function Line(props: LineProps) {
  const { book, pods, containers, pattern, matches, at, onAt, open, onToggle, exact, place, measure } = props;
  const entry = book.lines[place];
  if (entry === undefined) return null;
  const marks = [...pods.keys()];
  const name = pods.size === 0 ? null : (pods.get(entry.line.pod) ?? entry.line.pod);
  const mark = marks.indexOf(entry.line.pod) % 6;
  function clicked(event: MouseEvent<HTMLElement>) {
    // A click that selects text, or that is on something inside the line, does not open the line.
    const used = event.target instanceof Element && event.target.closest('button, .log-raw') !== null;
    if (used || (window.getSelection()?.toString() ?? '') !== '' || entry === undefined) return;
    onAt(place);
    onToggle(entry.id);
  }
  return (
    <div
      ref={measure}
      data-index={place}
      data-at={place === at || undefined}
      className={cx('log-line', matches.has(place) && 'log-line--found')}
      onClick={clicked}
    >
      <LogRow
        entry={entry}
        pod={name === null ? null : { name, mark }}
        container={containers ? entry.line.container : null}
        pattern={pattern}
        exact={exact}
        open={open.has(entry.id)}
      />
    </div>
  );
}

/** Arrows move from line to line, Enter opens one, Escape leaves. */
function moveOn(event: KeyboardEvent, { book, at, onAt, onToggle, onFollow }: LogListProps) {
  const last = book.lines.length - 1;
  if (event.target !== event.currentTarget || last < 0) return;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step !== undefined) {
    onFollow(false);
    onAt(at === null ? last : Math.min(last, Math.max(0, at + step)));
  } else if (event.key === 'Enter' && at !== null) {
    const entry = book.lines[at];
    if (entry) onToggle(entry.id);
  } else if (event.key === 'Escape') {
    onAt(null);
  } else {
    return;
  }
  event.preventDefault();
}
