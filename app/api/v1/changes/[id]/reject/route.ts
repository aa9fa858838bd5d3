import { rejectChange } from '@/lib/actions';
import { methods, operations, route } from '@/lib/http';
import { readChange } from '@/lib/reads';

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  POST: route(operations.rejectChange, async ({ actor, params, body, runtime }) => {
    await rejectChange(runtime.actions(actor), params.id, body);
    return readChange(runtime.reads(actor), params.id);
  }),
});
