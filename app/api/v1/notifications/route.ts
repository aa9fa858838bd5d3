import { methods, operations, route } from '@/lib/http';
import { readNotifications } from '@/lib/reads';

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: route(operations.listNotifications, ({ actor, query, runtime }) =>
    readNotifications(runtime.reads(actor), runtime.notificationRules, query),
  ),
});
