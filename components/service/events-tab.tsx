import { useState } from 'react';
import { useKeptEvents } from '@/lib/client';
import type { EventDto } from '@/lib/model';
import { Button } from '../ui/button';
import { ErrorState } from '../ui/states';
import { mergeEvents } from './events';
import { EventsList } from './events-list';
import type { TabPart } from './tab-part';

/**
 * The Kubernetes events of a placement; on request also those that are kept for longer than the cluster's hour. A link can select the
 * events of one object.
 */
export function EventsTab({ service, placement, url }: TabPart) {
  const kind = url.get('kind');
  const name = url.get('name');
  const [wanted, setWanted] = useState(false);
  const kept = useKeptEvents(service.id, placement.id, wanted);
  const live = service.events.filter((event) => event.placement === placement.id);
  const older = kept.data?.pages.flatMap(({ items }) => items) ?? [];
  const all = mergeEvents(live, older);
  const narrowed = kind !== '' && name !== '';
  const events = narrowed ? all.filter(({ object }) => object.kind === kind && object.name === name) : all;
  const more = (): void => {
    if (wanted) void kept.fetchNextPage();
    else setWanted(true);
  };
  return (
    <>
      {narrowed ? (
        <p className="narrowed">
          Only those of {kind} <span className="mono">{name}</span>: {events.length} of {all.length}.{' '}
          <Button kind="link" onClick={() => url.clear('kind', 'name')}>
            Show all
          </Button>
        </p>
      ) : null}
      <EventsList key={`${placement.id} ${name}`} events={events} whole={wanted} />
      {kept.isError ? (
        <ErrorState
          title="Older events could not be read."
          action={<Button onClick={() => void kept.refetch()}>Try again</Button>}
        >
          {kept.error.message}
        </ErrorState>
      ) : (
        <p className="table-foot">
          {wanted && !kept.isFetching && !kept.hasNextPage ? (
            endOf(all)
          ) : (
            <>
              Kubernetes keeps events for about an hour, Pilothouse longer.{' '}
              <Button kind="link" pending={kept.isFetching} onClick={more}>
                Show older
              </Button>
            </>
          )}
        </p>
      )}
    </>
  );
}

function endOf(events: readonly EventDto[]): string {
  return events.length === 0 ? 'No events are kept.' : 'Older events are not kept.';
}
