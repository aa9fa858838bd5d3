import { Button } from '../ui/button';
import { EventsList } from './events-list';
import type { TabPart } from './tab-part';

/** What Kubernetes reported of a placement; a link may ask for one object's alone. */
export function EventsTab({ service, placement, url }: TabPart) {
  const kind = url.get('kind');
  const name = url.get('name');
  const all = service.events.filter((event) => event.placement === placement.id);
  const narrowed = kind !== '' && name !== '';
  const events = narrowed ? all.filter(({ object }) => object.kind === kind && object.name === name) : all;
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
      <EventsList key={`${placement.id} ${name}`} events={events} />
    </>
  );
}
