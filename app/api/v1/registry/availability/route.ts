import { methods, operations, route } from '@/lib/http';
import { readRegistryAvailability } from '@/lib/reads';

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: route(operations.getRegistryAvailability, ({ actor, runtime }) =>
    readRegistryAvailability(runtime.reads(actor)),
  ),
});
