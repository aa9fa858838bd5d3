export { Shell } from './shell';
export type { ShellData } from './shell-data';
