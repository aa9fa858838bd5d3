import { methods, operations, route } from '@/lib/http';
import { readRegistry } from '@/lib/reads';

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: route(operations.listRegistryServices, ({ actor, query, runtime }) =>
    readRegistry(runtime.reads(actor), query),
  ),
});
