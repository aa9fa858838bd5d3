import { methods, operations, route } from '@/lib/http';
import { readServiceHistory } from '@/lib/reads';

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: route(operations.getServiceHistory, ({ actor, params, runtime }) =>
    readServiceHistory(runtime.reads(actor), params.id),
  ),
});
