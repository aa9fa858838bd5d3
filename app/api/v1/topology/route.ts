import { methods, operations, route } from '@/lib/http';
import { readTopology, readTopologyMap } from '@/lib/reads';

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: route(operations.getTopology, ({ actor, query: { view, ...query }, runtime }) =>
    view === 'map' ? readTopologyMap(runtime.reads(actor), query) : readTopology(runtime.reads(actor), query),
  ),
});
