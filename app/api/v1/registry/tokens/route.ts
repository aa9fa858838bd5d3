import { makeRegistryToken } from '@/lib/actions';
import { methods, operations, route } from '@/lib/http';
import { readRegistryTokens } from '@/lib/reads';

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: route(operations.listRegistryTokens, async ({ actor, runtime }) => ({
    items: await readRegistryTokens(runtime.reads(actor), runtime.registry.tokens),
    nextCursor: null,
  })),
  POST: route(operations.makeRegistryToken, ({ actor, body, runtime }) =>
    makeRegistryToken(runtime.registers(actor), body),
  ),
});
