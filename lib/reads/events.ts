import { listKeptEvents, listKeptPlacements } from '@/lib/db/kept-events';
import { AppError, invalidField, type EventDto, type Page } from '@/lib/model';
import type { ReadContext } from './context';
import { decodeCursor, encodeCursor, type PageRequest } from './cursor';
import { eventDtos } from '@/lib/views/service-parts';
import { placementsSeen, seesEverything, serviceSeen } from '@/lib/views/seen';
import { gatherFacts } from '@/lib/views/facts';

export interface EventsQuery extends PageRequest {
  readonly type?: EventDto['type'];
  /** Id of one of its placements: only events of this one. */
  readonly placement?: string;
}

/** The position of an event in the order: newest first, of equal times the greater uid first. */
interface EventPosition {
  readonly lastSeen: string;
  readonly id: string;
}

/**
 * Events of a service in the places that the scope sees, newest first: those that its clusters still have, and older ones from the
 * database. AppError `not-found` for an id that the scope does not know; `invalid-input` for an invalid cursor.
 */
export async function readServiceEvents(
  context: Pick<ReadContext, 'db' | 'index' | 'scope' | 'now'>,
  id: string,
  { cursor, limit = 100, type, placement }: EventsQuery,
): Promise<Page<EventDto>> {
  const live = liveEvents(context, id);
  const after = cursor === undefined ? null : placeIn(cursor);
  const wanted = live.filter(
    (event) =>
      (type === undefined || event.type === type) &&
      (placement === undefined || event.placement === placement) &&
      (after === null || isAfter(event, after)),
  );
  const kept = await listKeptEvents(context.db, {
    service: id,
    type,
    placement,
    placements: await keptPlacesSeen(context, id),
    before: after === null ? undefined : { lastSeen: new Date(after.lastSeen), id: after.id },
    except: live.map((event) => event.id),
    limit: limit + 1,
  });
  const found = [...wanted, ...kept].sort((a, b) => (isAfter(a, b) ? 1 : -1)).slice(0, limit + 1);
  const items = found.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: found.length > limit && last ? cursorOf(last) : null };
}

/** Placements that have kept events and that the scope sees, also deleted ones; undefined: all. */
async function keptPlacesSeen(
  context: Pick<ReadContext, 'db' | 'scope'>,
  service: string,
): Promise<readonly string[] | undefined> {
  if (seesEverything(context)) return undefined;
  const kept = await listKeptPlacements(context.db, service);
  return kept.filter((place) => context.scope.sees(place)).map(({ id }) => id);
}

function liveEvents(context: Pick<ReadContext, 'index' | 'scope' | 'now'>, id: string): EventDto[] {
  const { index, now } = context;
  const service = serviceSeen(context, id);
  if (!service) throw new AppError('not-found', `There is no service "${id}".`);
  return placementsSeen(context, service).flatMap((one) => {
    const placement = index.placement(one);
    const cluster = placement && index.cluster(placement.cluster);
    if (!cluster) return [];
    const facts = gatherFacts(placement, cluster);
    const view = { cluster: facts.cluster, observedAt: facts.observedAt, now: now() };
    return eventDtos(facts, { placement: one, view });
  });
}

function isAfter(event: EventPosition, position: EventPosition): boolean {
  const ms = Date.parse(event.lastSeen) - Date.parse(position.lastSeen);
  return ms < 0 || (ms === 0 && event.id < position.id);
}

function cursorOf({ lastSeen, id }: EventPosition): string {
  return encodeCursor(`${new Date(lastSeen).toISOString()} ${id}`);
}

function placeIn(cursor: string): EventPosition {
  const [lastSeen = '', id = '', ...rest] = decodeCursor(cursor).split(' ');
  if (id === '' || rest.length > 0 || Number.isNaN(Date.parse(lastSeen))) {
    throw invalidField('cursor', 'The cursor is not valid: use the nextCursor of the previous page.');
  }
  return { lastSeen, id };
}
