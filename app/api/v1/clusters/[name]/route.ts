import { methods, operations, route } from '@/lib/http';
import { readCluster } from '@/lib/reads';

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: route(operations.getCluster, ({ actor, params, runtime }) =>
    readCluster(runtime.reads(actor), params.name),
  ),
});
