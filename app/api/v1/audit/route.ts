import { methods, operations, route } from '@/lib/http';
import { readAudit } from '@/lib/reads';

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: route(operations.listAudit, ({ actor, query, runtime }) => readAudit(runtime.reads(actor), query)),
});
