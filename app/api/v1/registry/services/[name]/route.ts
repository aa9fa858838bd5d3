import { methods, operations, route } from '@/lib/http';
import { readRegistryService } from '@/lib/reads';

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: route(operations.getRegistryService, ({ actor, params, runtime }) =>
    readRegistryService(runtime.reads(actor), params.name),
  ),
});
