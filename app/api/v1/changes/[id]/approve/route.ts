import { approveChange } from '@/lib/actions';
import { methods, operations, route } from '@/lib/http';
import { readChange } from '@/lib/reads';

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  POST: route(operations.approveChange, async ({ actor, params, body, runtime }) => {
    await approveChange(runtime.actions(actor), params.id, body);
    return readChange(runtime.reads(actor), params.id);
  }),
});
