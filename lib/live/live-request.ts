import { invalidField, parsePosition, parseTopic, type Position, type Topic } from '@/lib/model';

/** More topics than any page needs: a tab that never unsubscribed. */
const TOPICS_MAX = 32;

export interface LiveRequest {
  readonly topics: readonly Topic[];
  readonly since: Position | null;
  readonly fresh: readonly Topic[];
}

/**
 * What `GET /api/v1/live` asks for. AppError `invalid-input` names the parameter. A `since` that is no position is ignored: the
 * viewer gets snapshots. `Last-Event-ID` is newer than the URL that the browser opens again, so it is preferred.
 */
export function parseLiveRequest(query: URLSearchParams, lastEventId: string | null): LiveRequest {
  return {
    topics: topicsIn(query, 'topics'),
    since: parsePosition(lastEventId) ?? parsePosition(query.get('since')),
    // A browser that reconnects has had its snapshots.
    fresh: lastEventId === null && query.has('fresh') ? topicsIn(query, 'fresh') : [],
  };
}

function topicsIn(query: URLSearchParams, name: string): readonly Topic[] {
  const texts = (query.get(name) ?? '').split(',').filter((text) => text !== '');
  const topics = texts.map((text) => {
    const topic = parseTopic(text);
    if (!topic) throw invalidField(name, `There is no topic "${text}".`);
    return topic;
  });
  if (topics.length === 0) throw invalidField(name, 'Expected one or more topics, separated by commas.');
  if (topics.length > TOPICS_MAX) throw invalidField(name, `Expected at most ${TOPICS_MAX} topics.`);
  return [...new Set(topics)];
}
