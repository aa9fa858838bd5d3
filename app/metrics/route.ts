import { methods, operations, renderMetrics, route } from '@/lib/http';

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: route(operations.getMetrics, ({ runtime }) => renderMetrics(runtime)),
});
