import { methods, operations, route } from '@/lib/http';

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: route(operations.getMe, ({ actor: { id, name, role, groups } }) => ({ id, name, role, groups })),
});
