import type { Event } from '@/lib/model';

export interface EventBounds {
  /** Events kept for one object that they regard. */
  readonly perObjectMax: number;
  /** Events kept for one cluster. */
  readonly perClusterMax: number;
}

/** The newest events within the bounds, oldest first. Events of equal age keep their order. */
export function newestEvents(events: readonly Event[], bounds: EventBounds): readonly Event[] {
  const oldestFirst = byAge(events);
  const kept: Event[] = [];
  const perObject = new Map<string, number>();
  for (const event of oldestFirst.toReversed()) {
    if (kept.length === bounds.perClusterMax) break;
    const uid = event.regarding.uid;
    if (uid !== undefined) {
      const count = perObject.get(uid) ?? 0;
      if (count === bounds.perObjectMax) continue;
      perObject.set(uid, count + 1);
    }
    kept.push(event);
  }
  return kept.toReversed();
}

/** Events from the oldest to the newest by when they were last seen. */
export function byAge(events: readonly Event[]): readonly Event[] {
  return events
    .map((event) => ({ event, at: Date.parse(event.lastSeen) }))
    .sort((one, other) => one.at - other.at)
    .map(({ event }) => event);
}
