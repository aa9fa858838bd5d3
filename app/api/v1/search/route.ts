import { methods, operations, route } from '@/lib/http';
import { search } from '@/lib/reads';

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: route(operations.searchWorld, ({ actor, query, runtime }) => ({
    items: search(runtime.reads(actor), query.q),
  })),
});
