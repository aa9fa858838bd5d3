import { methods, operations, route } from '@/lib/http';
import { readClusters } from '@/lib/reads';

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: route(operations.listClusters, ({ actor, query, runtime }) =>
    readClusters(runtime.reads(actor), query),
  ),
});
