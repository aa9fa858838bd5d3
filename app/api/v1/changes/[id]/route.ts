import { methods, operations, route } from '@/lib/http';
import { readChange } from '@/lib/reads';

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: route(operations.getChange, ({ actor, params, runtime }) =>
    readChange(runtime.reads(actor), params.id),
  ),
});
