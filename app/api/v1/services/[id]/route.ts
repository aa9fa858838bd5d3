import { methods, operations, route } from '@/lib/http';
import { readService } from '@/lib/reads';

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: route(operations.getService, ({ actor, params, runtime }) =>
    readService(runtime.reads(actor), params.id),
  ),
});
