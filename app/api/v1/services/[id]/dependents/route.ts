import { methods, operations, route } from '@/lib/http';
import { readDependents } from '@/lib/reads';

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: route(operations.listDependents, ({ actor, params, runtime }) =>
    readDependents(runtime.reads(actor), params.id),
  ),
});
