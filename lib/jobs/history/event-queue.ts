import { WORKLOAD_KINDS, type Event } from '@/lib/model';
import type { SeenEvent } from '@/lib/db/kept-events';
import type { WorldContext } from '@/lib/views';
import { eventDto } from '@/lib/views/event-dto';

/** The most events that wait; beyond it the oldest are dropped. */
const WAITING_MAX = 5000;
/** How often the placement of an event is searched: an event may come before the object that it regards. */
const TRIES_MAX = 5;

interface Waiting {
  readonly cluster: string;
  readonly event: Event;
  readonly tries: number;
}

/** An event that was taken, in the shape in which it is written. */
export interface TakenEvent extends Waiting {
  readonly seen: SeenEvent;
}

/** Events that are to be kept: warnings, and all events that regard workloads. */
export class EventQueue {
  private readonly waiting = new Map<string, Waiting>();
  /** How many were dropped since the start. */
  dropped = 0;

  constructor(private readonly index: Pick<WorldContext['index'], 'placementOfEvent'>) {}

  see(cluster: string, event: Event): void {
    const isOfWorkload = (WORKLOAD_KINDS as readonly string[]).includes(event.regarding.kind);
    if (event.type === 'Warning' || isOfWorkload) this.put({ cluster, event, tries: 0 });
  }

  get isEmpty(): boolean {
    return this.waiting.size === 0;
  }

  /** Takes up to `max` events with their placements. An event without a placement is tried again a few times, then dropped. */
  take(max: number): TakenEvent[] {
    const taken = [...this.waiting].slice(0, max);
    for (const [key] of taken) this.waiting.delete(key);
    return taken.flatMap(([, one]) => {
      const { cluster, event, tries } = one;
      const placement = this.index.placementOfEvent(cluster, event);
      if (!placement) {
        if (tries < TRIES_MAX) this.put({ ...one, tries: tries + 1 });
        return [];
      }
      const { id, service } = placement;
      return [{ cluster, event, tries, seen: { ...eventDto(event, { placement: id, cluster }), service } }];
    });
  }

  /** Puts back what was not written, unless it was seen again meanwhile. */
  putBack(events: readonly TakenEvent[]): void {
    for (const { cluster, event, tries } of events) this.put({ cluster, event, tries: tries + 1 });
  }

  private put(one: Waiting): void {
    const key = `${one.cluster}/${one.event.metadata.uid}`;
    // Must not replace a newer sighting of the same event.
    if (one.tries > 0 && this.waiting.has(key)) return;
    this.waiting.delete(key);
    this.waiting.set(key, one);
    const [oldest] = this.waiting.keys();
    if (this.waiting.size <= WAITING_MAX || oldest === undefined) return;
    this.waiting.delete(oldest);
    this.dropped += 1;
  }
}
