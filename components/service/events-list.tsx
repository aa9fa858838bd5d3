'use client';
import { useState } from 'react';
import type { EventDto } from '@/lib/model';
import { counted } from '../list/counted';
import { RelativeTime } from '../time';
import { Button } from '../ui/button';
import { Icon } from '../ui/icon';
import { SectionHead } from '../ui/page-head';
import { Segmented } from '../ui/segmented';
import { groupEvents, type EventGroup } from './events';

const SHOWN_FIRST = 8;

type Shown = 'warnings' | 'all';

/** The Kubernetes events of a placement's objects, newest first; warnings apart where there are any. */
export function EventsList({ events, whole = false }: { events: readonly EventDto[]; whole?: boolean }) {
  const [chosen, setChosen] = useState<Shown | null>(null);
  const [opened, setOpened] = useState(false);
  const all = groupEvents(events);
  const warnings = all.filter(({ latest }) => latest.type === 'Warning');
  const mixed = warnings.length > 0 && warnings.length < all.length;
  const wanted = (chosen ?? 'warnings') === 'warnings' && mixed ? warnings : all;
  const shown = whole || opened ? wanted : wanted.slice(0, SHOWN_FIRST);
  return (
    <section aria-labelledby="events-head">
      <SectionHead
        id="events-head"
        title="Events"
        first
        count={events.length === 0 ? undefined : counted(events.length, 'report')}
        aside={
          mixed ? (
            <Segmented<Shown>
              label="Events"
              value={chosen ?? 'warnings'}
              onChange={setChosen}
              options={[
                { value: 'warnings', label: `Warnings ${warnings.length}` },
                { value: 'all', label: `All ${all.length}` },
              ]}
            />
          ) : undefined
        }
      />
      {shown.length === 0 ? (
        <p className="soft">No recent events.</p>
      ) : (
        <ol className="panel log events">
          {shown.map((group) => (
            <EventLine key={group.key} group={group} />
          ))}
        </ol>
      )}
      {wanted.length > shown.length ? (
        <p className="table-foot">
          <Button onClick={() => setOpened(true)}>Show the other {wanted.length - shown.length}</Button>
        </p>
      ) : null}
    </section>
  );
}

function EventLine({ group: { latest, objects, count } }: { group: EventGroup }) {
  const { kind, name } = latest.object;
  return (
    <li data-tone={latest.type === 'Warning' ? 'warn' : undefined}>
      <RelativeTime at={latest.lastSeen} />
      {latest.type === 'Warning' ? <Icon name="warn" label="Warning" className="glyph" /> : <span />}
      <div>
        <strong>{latest.reason}</strong> {latest.message}
        <span className="sub">
          {objects > 1 ? `${counted(objects, kind.toLowerCase())}, the latest ` : `${kind} `}
          <span className="mono">{name}</span>
          {count > objects ? `, ${counted(count, 'time')}` : ''}
        </span>
      </div>
    </li>
  );
}
