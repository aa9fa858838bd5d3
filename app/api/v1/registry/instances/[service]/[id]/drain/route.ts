import { drainInstance } from '@/lib/actions';
import { methods, operations, registeredAnswer, route } from '@/lib/http';

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  PUT: route(operations.drainInstance, async ({ actor, params, body, runtime }) =>
    registeredAnswer(await drainInstance(runtime.registers(actor), params, body)),
  ),
});
