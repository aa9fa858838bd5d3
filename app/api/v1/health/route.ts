import { methods, operations, route } from '@/lib/http';
import { readHealth } from '@/lib/reads';

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: route(operations.listHealth, ({ actor, query, runtime }) => readHealth(runtime.reads(actor), query)),
});
