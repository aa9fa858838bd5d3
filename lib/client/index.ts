export { api } from './api';
export { ApiError } from './api-error';
export { LiveProvider, useLiveStatus, useLiveStream } from './live-provider';
export * from './mutations';
export { queryKeys } from './query-keys';
export type { LiveState, LiveStatus } from './status-store';
export * from './use-history';
export * from './use-topic';
