export { withScope } from './scope-params';
export { Shell } from './shell';
export type { ShellData } from './shell-data';
