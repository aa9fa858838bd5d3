export { openLogText } from './download';
export { openLogs } from './follow';
export type { LogsContext } from './query';
