'use client';
import { useServiceHistory } from '@/lib/client';
import { AVAILABILITY_WINDOWS, type AvailabilityWindow, type ServiceHistory } from '@/lib/model';
import type { TabPart } from '../service/tab-part';
import { RelativeTime, useFromNow } from '../time';
import { Button } from '../ui/button';
import { SectionHead } from '../ui/page-head';
import { Segmented } from '../ui/segmented';
import { EmptyState, ErrorState, LoadingRows } from '../ui/states';
import { AvailabilityTable } from './availability-table';
import { StatusStrip } from './status-strip';
import { statusSpans } from './status-spans';
import { TransitionsList } from './transitions-list';

const MINUTE_MS = 60_000;
const WINDOW_MS: Record<AvailabilityWindow, number> = {
  '24h': 1440 * MINUTE_MS,
  '7d': 7 * 1440 * MINUTE_MS,
  '30d': 30 * 1440 * MINUTE_MS,
};
const WINDOW_WORDS: Record<AvailabilityWindow, string> = { '24h': '24 h', '7d': '7 d', '30d': '30 d' };

/** The history of a service's placements: availability, status over time, and every change of health. */
export function HistoryTab({ service, placement, label, labels, url }: TabPart) {
  const moved = service.placements.map(({ health }) => `${health.status} ${health.since ?? ''}`).join();
  const { data, isPending, error, refetch } = useServiceHistory(service.id, moved);
  if (isPending) return <LoadingRows rows={4} label="Loading the history" />;
  if (data === undefined) {
    return (
      <div className="panel">
        <ErrorState
          title="The history could not be read."
          action={<Button onClick={() => void refetch()}>Try again</Button>}
        >
          {error.message}
        </ErrorState>
      </div>
    );
  }
  const chosen = AVAILABILITY_WINDOWS.find((one) => one === url.get('window')) ?? '24h';
  return (
    <History
      history={data}
      placement={placement.id}
      label={label}
      labels={labels}
      window={chosen}
      onWindow={(value) => url.set('window', value === '24h' ? '' : value)}
    />
  );
}

interface HistoryProps extends Pick<TabPart, 'label' | 'labels'> {
  history: ServiceHistory;
  placement: string;
  window: AvailabilityWindow;
  onWindow: (window: AvailabilityWindow) => void;
}

function History({ history, placement, label, labels, window, onWindow }: HistoryProps) {
  const minute = useFromNow((now) => Math.floor(now / MINUTE_MS));
  const own = history.placements.find((one) => one.placement === placement);
  if (history.knownSince === null || own === undefined) {
    return (
      <div className="panel">
        <EmptyState title="There is no history yet.">
          From now on every change of health is kept, with what it was read from.
        </EmptyState>
      </div>
    );
  }
  const to = minute * MINUTE_MS + MINUTE_MS;
  return (
    <>
      <section aria-labelledby="availability-head">
        <SectionHead
          id="availability-head"
          title="Availability"
          count={
            <>
              kept since <RelativeTime at={history.knownSince} form="ago" />
            </>
          }
          first
        />
        <AvailabilityTable placements={history.placements} labels={labels} />
      </section>
      <section aria-labelledby="strip-head">
        <SectionHead
          id="strip-head"
          title="Status over time"
          count={label}
          aside={
            <Segmented<AvailabilityWindow>
              label="How far back"
              value={window}
              onChange={onWindow}
              options={AVAILABILITY_WINDOWS.map((value) => ({ value, label: WINDOW_WORDS[value] }))}
            />
          }
        />
        <StatusStrip
          label={`${label}, last ${WINDOW_WORDS[window]}`}
          spans={statusSpans(own.transitions, { from: to - WINDOW_MS[window], to })}
        />
        <p className="strip__ends" aria-hidden="true">
          <span>{WINDOW_WORDS[window]} ago</span>
          <span>now</span>
        </p>
      </section>
      <section aria-labelledby="transitions-head">
        <SectionHead
          id="transitions-head"
          title="Changes of health"
          count={`${own.transitions.length} in ${label}`}
        />
        {own.transitions.length === 0 ? (
          <p className="soft">There were no changes.</p>
        ) : (
          <TransitionsList transitions={own.transitions} />
        )}
      </section>
    </>
  );
}
