import { listDeliveries } from '@/lib/db/deliveries';
import {
  invalidField,
  type NotificationRule,
  type NotificationRuleView,
  type Notifications,
} from '@/lib/model';
import type { ReadContext } from './context';
import { decodeCursor, encodeCursor, type PageRequest } from './cursor';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** A rule, and where it posts to. */
export interface RuleWithTarget {
  readonly rule: NotificationRule;
  readonly url: string;
}

/** The rules without what is secret, and what they told, newest first. AppError `invalid-input` for a cursor that is none. */
export async function readNotifications(
  { db }: Pick<ReadContext, 'db'>,
  rules: readonly RuleWithTarget[],
  { cursor, limit = 100 }: PageRequest,
): Promise<Notifications> {
  const before = cursor === undefined ? {} : { before: placeIn(cursor) };
  const found = await listDeliveries(db, { ...before, limit: limit + 1 });
  const items = found.slice(0, limit);
  const last = items.at(-1);
  return {
    rules: rules.map(ruleView),
    items,
    nextCursor: found.length > limit && last ? encodeCursor(`${last.createdAt} ${last.id}`) : null,
  };
}

function ruleView({ rule, url }: RuleWithTarget): NotificationRuleView {
  const { name, match, recovered, minDurationSeconds, notDuringRollout } = rule;
  const { services = null, owners = null, environments = null, clusters = null, severities } = match;
  // The path of such an address is often its key.
  const target = new URL(url).origin;
  return {
    ...{ name, target, services, owners, environments, clusters, severities },
    ...{ recovered, minDurationSeconds, notDuringRollout },
  };
}

function placeIn(cursor: string): { createdAt: Date; id: string } {
  const [at = '', id = ''] = decodeCursor(cursor).split(' ');
  const createdAt = new Date(at);
  if (!UUID.test(id) || Number.isNaN(createdAt.getTime())) {
    throw invalidField('cursor', 'The cursor is not one that a previous page gave.');
  }
  return { createdAt, id };
}
