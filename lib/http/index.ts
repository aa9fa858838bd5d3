export { openLive } from './live';
export { sendLogs, sendLogText } from './logs';
export { renderMetrics } from './metrics';
export { openApiDocument } from './openapi';
export * as operations from './operations';
export { readiness } from './readiness';
export { methods, route } from './route';
export { registeredAnswer } from './registered-answer';
export { selfRegistration } from './self-registration';
