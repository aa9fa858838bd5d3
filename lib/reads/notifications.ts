import { listDeliveries } from '@/lib/db/deliveries';
import {
  invalidField,
  type Delivery,
  type NotificationRule,
  type NotificationRuleView,
  type Notifications,
} from '@/lib/model';
import { seesEverything } from '@/lib/views/seen';
import type { ReadContext } from './context';
import { decodeCursor, encodeCursor, type PageRequest } from './cursor';
import { pageSeen } from './page-seen';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** A rule and the URL that it posts to. */
export interface RuleWithTarget {
  readonly rule: NotificationRule;
  readonly url: string;
}

/**
 * The rules without secrets, and their deliveries for places that the scope sees, newest first. Rules may name any service or cluster,
 * so only a scope that sees everything gets them. AppError `invalid-input` for an invalid cursor.
 */
export async function readNotifications(
  context: Pick<ReadContext, 'db' | 'scope'>,
  rules: readonly RuleWithTarget[],
  { cursor, limit = 100 }: PageRequest,
): Promise<Notifications> {
  const start = cursor === undefined ? undefined : placeIn(cursor);
  const { items, isMore } = await pageSeen<Delivery>({
    limit,
    read(after, count) {
      const before = after === undefined ? start : { createdAt: new Date(after.createdAt), id: after.id };
      return listDeliveries(context.db, { ...(before === undefined ? {} : { before }), limit: count });
    },
    seen: (deliveries) => deliveries.filter(({ transition }) => context.scope.sees(transition)),
  });
  const last = items.at(-1);
  return {
    rules: seesEverything(context) ? rules.map(ruleView) : [],
    items: [...items],
    nextCursor: isMore && last ? encodeCursor(`${last.createdAt} ${last.id}`) : null,
  };
}

function ruleView({ rule, url }: RuleWithTarget): NotificationRuleView {
  const { name, match, recovered, minDurationSeconds, notDuringRollout } = rule;
  const { services = null, owners = null, environments = null, clusters = null, severities } = match;
  // The path of a webhook's URL is often its secret.
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
    throw invalidField('cursor', 'The cursor is not valid: use the nextCursor of the previous page.');
  }
  return { createdAt, id };
}
