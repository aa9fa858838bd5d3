import { executeChange } from '@/lib/actions';
import { methods, operations, route } from '@/lib/http';
import { readChange } from '@/lib/reads';

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  POST: route(operations.executeChange, async ({ actor, params, runtime }) => {
    await executeChange(runtime.actions(actor), params.id);
    return readChange(runtime.reads(actor), params.id);
  }),
});
