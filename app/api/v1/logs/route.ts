import { methods, operations, route, sendLogs } from '@/lib/http';
import { openLogs } from '@/lib/reads';

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: route(operations.openLogs, (call) =>
    sendLogs(call, openLogs(call.runtime.logs(call.actor), call.query)),
  ),
});
