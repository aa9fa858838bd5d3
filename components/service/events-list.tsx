import type { EventDto } from '@/lib/model';
import { counted } from '../list/words';
import { RelativeTime } from '../time';
import { Icon } from '../ui/icon';

const SHOWN_MAX = 30;

/** What Kubernetes reported of the objects of a placement, newest first. */
export function EventsList({ events }: { events: readonly EventDto[] }) {
  const shown = [...events].sort((a, b) => b.lastSeen.localeCompare(a.lastSeen)).slice(0, SHOWN_MAX);
  if (shown.length === 0)
    return <p className="soft">No event was reported. Kubernetes keeps them for about an hour.</p>;
  return (
    <>
      <ol className="panel log">
        {shown.map((event) => (
          <li key={event.id}>
            <RelativeTime at={event.lastSeen} />
            <div>
              {event.type === 'Warning' ? <Icon name="warn" label="Warning" className="glyph" /> : null}{' '}
              <strong>{event.reason}</strong> {event.message}
              <span className="sub">
                {event.object.kind} <span className="mono">{event.object.name}</span>
                {event.count > 1 ? `, ${counted(event.count, 'time')}` : ''}
              </span>
            </div>
          </li>
        ))}
      </ol>
      {events.length > SHOWN_MAX ? (
        <p className="table-foot">
          The last {SHOWN_MAX} of {events.length}.
        </p>
      ) : null}
    </>
  );
}
