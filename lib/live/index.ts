export { createChangeFeed, type ChangeFeed } from './change-feed';
export type { Sink } from './hub';
export { createLive, type Live, type LiveOptions, type SubscribeLive } from './live';
export { parseLiveRequest, type LiveRequest } from './live-request';
export { systemTimers, type Timers } from './timers';
