import { methods, operations, route } from '@/lib/http';
import { readSystems } from '@/lib/reads';

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: route(operations.listSystems, ({ actor, query, runtime }) => readSystems(runtime.reads(actor), query)),
});
