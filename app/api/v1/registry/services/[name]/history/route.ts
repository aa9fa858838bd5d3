import { methods, operations, route } from '@/lib/http';
import { readRegistryHistory } from '@/lib/reads';

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: route(operations.getRegistryHistory, ({ actor, params, query, runtime }) =>
    readRegistryHistory(runtime.reads(actor), params.name, query),
  ),
});
