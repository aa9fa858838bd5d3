export type { Sink } from './hub';
export type { Live, LiveOptions, SubscribeLive } from './contract';
export type { DerivedListener } from './engine';
export { createLive } from './live';
export { parseLiveRequest, type LiveRequest } from './live-request';
export type { Timers } from './timers';
