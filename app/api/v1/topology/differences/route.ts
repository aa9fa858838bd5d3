import { methods, operations, route } from '@/lib/http';
import { readDifferences } from '@/lib/reads';

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: route(operations.getTopologyDifferences, ({ actor, query: { same, ...sides }, runtime }) =>
    readDifferences(runtime.reads(actor), { ...sides, same: same === 'true' }),
  ),
});
