import { methods, operations, route } from '@/lib/http';
import { readEndpoints } from '@/lib/reads';

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: route(operations.listEndpoints, ({ actor, query, runtime }) =>
    readEndpoints(runtime.reads(actor), query),
  ),
});
