import { methods, operations, route, sendLogText } from '@/lib/http';
import { openLogText } from '@/lib/reads';

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: route(operations.downloadLogs, (call) =>
    sendLogText(call, (signal) => openLogText(call.runtime.logs(call.actor), call.query, signal)),
  ),
});
