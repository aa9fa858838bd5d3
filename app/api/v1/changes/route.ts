import { requestChange } from '@/lib/actions';
import { methods, operations, route } from '@/lib/http';
import { readChange, readChanges } from '@/lib/reads';

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: route(operations.listChanges, ({ actor, query, runtime }) => readChanges(runtime.reads(actor), query)),
  POST: route(operations.requestChange, async ({ actor, body, idempotencyKey, runtime }) => {
    const { change } = await requestChange(runtime.actions(actor), body, { idempotencyKey });
    return readChange(runtime.reads(actor), change.id);
  }),
});
