import type { Event, EventDto } from '@/lib/model';

/** An event in its public shape. Any type but Warning becomes Normal. */
export function eventDto(
  event: Event,
  { placement, cluster }: { readonly placement: string; readonly cluster: string },
): EventDto {
  const { regarding } = event;
  return {
    id: event.metadata.uid,
    placement,
    type: event.type === 'Warning' ? 'Warning' : 'Normal',
    reason: event.reason,
    message: event.message,
    object: {
      cluster,
      kind: regarding.kind,
      namespace: regarding.namespace === '' ? null : regarding.namespace,
      name: regarding.name,
      uid: regarding.uid ?? null,
    },
    count: event.count,
    firstSeen: event.firstSeen,
    lastSeen: event.lastSeen,
  };
}
