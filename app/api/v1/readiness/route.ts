import { methods, operations, route } from '@/lib/http';
import { readReadiness } from '@/lib/reads';

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: route(operations.getReadiness, ({ actor, query, runtime }) =>
    readReadiness(runtime.reads(actor), query),
  ),
});
