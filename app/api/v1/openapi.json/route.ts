import { methods, openApiDocument, operations, route } from '@/lib/http';

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: route(operations.getOpenApi, () => openApiDocument()),
});
