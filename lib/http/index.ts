export { openLive } from './live';
export { sendLogs, sendLogText } from './logs';
export { renderMetrics } from './metrics';
export { openApiDocument } from './openapi';
export * as operations from './operations';
export { readiness } from './readiness';
export { methods, route } from './route';
