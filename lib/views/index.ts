export type { RecentChanges, WorldContext } from './context';
export { createWorldContext } from './world-context';
export { ProbeTargets } from './registry/probe-targets';
