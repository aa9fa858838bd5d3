export { getRuntime, type Runtime } from './runtime';
export type { Shared } from './shared';
export type { OpenStream, Streams } from './streams';
