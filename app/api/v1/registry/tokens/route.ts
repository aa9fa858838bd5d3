import { listTokens, makeRegistryToken } from '@/lib/actions';
import { methods, operations, route } from '@/lib/http';

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: route(operations.listRegistryTokens, async ({ actor, runtime }) => ({
    items: await listTokens(runtime.registers(actor)),
    nextCursor: null,
  })),
  POST: route(operations.makeRegistryToken, ({ actor, body, runtime }) =>
    makeRegistryToken(runtime.registers(actor), body),
  ),
});
