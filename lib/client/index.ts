export { api } from './api';
export { ApiError } from './api-error';
export { LiveProvider, useLiveStatus, useLiveStream } from './live-provider';
export * from './mutations';
export { queryKeys } from './query-keys';
export type { LogListener, LogStreamState } from './log-stream';
export { useLogStream } from './use-log-stream';
export type { LiveState, LiveStatus } from './status-store';
export * from './use-topic';
