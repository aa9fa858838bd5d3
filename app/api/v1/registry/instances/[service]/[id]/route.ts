import { deregisterInstance, registerInstance } from '@/lib/actions';
import { methods, operations, registeredAnswer, route, selfRegistration } from '@/lib/http';

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  PUT: route(operations.registerInstance, async ({ actor, params, body, runtime }) =>
    registeredAnswer(
      await registerInstance({ registry: runtime.registry, actor }, params, selfRegistration(body)),
    ),
  ),
  DELETE: route(operations.deregisterInstance, async ({ actor, params, runtime }) => {
    await deregisterInstance(runtime.registers(actor), params);
    return params;
  }),
});
