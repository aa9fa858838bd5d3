import { deleteToken } from '@/lib/actions';
import { methods, operations, route } from '@/lib/http';

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  DELETE: route(operations.deleteRegistryToken, async ({ actor, params, runtime }) => {
    await deleteToken(runtime.registers(actor), params.name);
    return { name: params.name };
  }),
});
