import { methods, operations, route } from '@/lib/http';
import { readRollouts } from '@/lib/reads';

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: route(operations.listRollouts, ({ actor, query, runtime }) =>
    readRollouts(runtime.reads(actor), query),
  ),
});
