import { KINDS, type ClusterPicture } from '@/lib/model';

/** Events are listed last; nothing waits longer than this for them after a cluster's first answer. */
const EVENTS_WAIT_MS = 60_000;

/**
 * Whether the first picture of a cluster since the start is still incomplete. Verdicts on an incomplete picture are not recorded as transitions.
 * A cluster that cannot be reached is not being read.
 */
export function isBeingRead(picture: ClusterPicture, now: Date): boolean {
  const { reach } = picture;
  if (reach.state === 'connecting') return true;
  if (reach.state !== 'live') return false;
  const eventsAreDue = now.getTime() - Date.parse(reach.since) < EVENTS_WAIT_MS;
  return KINDS.some((kind) => {
    const { state, observedAt } = picture.kindState(kind);
    return state === 'listing' && observedAt === null && (kind !== 'Event' || eventsAreDue);
  });
}
