import { methods, operations, route } from '@/lib/http';
import { readServices } from '@/lib/reads';

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: route(operations.listServices, ({ actor, query, runtime }) =>
    readServices(runtime.reads(actor), query),
  ),
});
