import { methods, operations, route } from '@/lib/http';
import { readRegistryLatency } from '@/lib/reads';

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: route(operations.getRegistryLatency, ({ actor, params, query, runtime }) =>
    readRegistryLatency(runtime.reads(actor), params.name, query),
  ),
});
