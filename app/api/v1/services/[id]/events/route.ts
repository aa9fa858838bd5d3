import { methods, operations, route } from '@/lib/http';
import { readServiceEvents } from '@/lib/reads';

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: route(operations.listServiceEvents, ({ actor, params, query, runtime }) =>
    readServiceEvents(runtime.reads(actor), params.id, query),
  ),
});
