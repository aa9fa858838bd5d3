import { methods, operations, route } from '@/lib/http';

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: route(operations.listSessions, async ({ actor, runtime }) => ({
    items: await runtime.auth.sessions.ofActor(actor),
    nextCursor: null,
  })),
});
