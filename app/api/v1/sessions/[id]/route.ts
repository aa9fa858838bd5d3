import { methods, operations, route } from '@/lib/http';

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  DELETE: route(operations.revokeSession, ({ actor, params, runtime }) =>
    runtime.auth.sessions.revokeOwn(actor, params.id),
  ),
});
