import type { Event } from '@/lib/model';
import type { Fields } from './fields';
import { head } from './meta';

/**
 * Reads events of both APIs into one shape: core/v1 (`involvedObject`, `message`, `lastTimestamp`) and events.k8s.io/v1
 * (`regarding`, `note`, `series`). An event without a time happened when it was created.
 */
export function projectEvent(object: Fields): Event {
  const series = object.object('series');
  const common = head('Event', object);
  const happened = object.time('eventTime');
  const firstSeen =
    object.time('firstTimestamp') ??
    object.time('deprecatedFirstTimestamp') ??
    happened ??
    common.metadata.creationTimestamp;
  return {
    ...common,
    type: object.shared('type') ?? 'Normal',
    reason: object.shared('reason') ?? '',
    message: object.str('message') ?? object.str('note') ?? '',
    count: series.count('count') ?? object.count('count') ?? object.count('deprecatedCount') ?? 1,
    firstSeen,
    lastSeen:
      series.time('lastObservedTime') ??
      object.time('lastTimestamp') ??
      object.time('deprecatedLastTimestamp') ??
      happened ??
      firstSeen,
    source: source(object),
    regarding: regarding(object),
  };
}

function source(object: Fields): string {
  return (
    object.object('source').shared('component') ??
    object.shared('reportingComponent') ??
    object.shared('reportingController') ??
    ''
  );
}

function regarding(object: Fields): Event['regarding'] {
  const reference = object.optional('involvedObject') ?? object.object('regarding');
  return {
    kind: reference.shared('kind') ?? '',
    namespace: reference.shared('namespace') ?? '',
    name: reference.str('name') ?? '',
    uid: reference.str('uid'),
  };
}
