import { formatPosition, type Position, type Topic } from '@/lib/model';

/** A topic that is further behind than this gets a snapshot, so that the others need no long replay. */
const LAG_MAX = 200;

/**
 * The stream's URL: `since` is the oldest position among the topics that are held, `fresh` names those without
 * usable rows. `positionOf` returns null for a topic that is not held.
 */
export function liveUrl(topics: readonly Topic[], positionOf: (topic: Topic) => Position | null): string {
  const held = topics.flatMap((topic) => {
    const position = positionOf(topic);
    return position ? [{ topic, position }] : [];
  });
  const newest = held.reduce<Position | null>(
    (best, { position }) => (best?.epoch === position.epoch && best.seq >= position.seq ? best : position),
    null,
  );
  const near = held.filter(
    ({ position }) => position.epoch === newest?.epoch && newest.seq - position.seq <= LAG_MAX,
  );
  const fresh = topics.filter((topic) => !near.some((item) => item.topic === topic));
  const query = new URLSearchParams({ topics: topics.join(',') });
  if (newest) {
    const seq = Math.min(...near.map(({ position }) => position.seq));
    query.set('since', formatPosition({ epoch: newest.epoch, seq }));
    if (fresh.length > 0) query.set('fresh', fresh.join(','));
  }
  return `/api/v1/live?${query.toString()}`;
}
