import { methods, operations, route } from '@/lib/http';
import { readTrafficSources } from '@/lib/reads';

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: route(operations.listTrafficSources, ({ actor, runtime }) => readTrafficSources(runtime.reads(actor))),
});
