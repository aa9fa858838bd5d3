export { Brand, BrandMark } from './brand';
export { SCOPE_PARAMS, withScope } from './scope-params';
export type { ScopeParam } from './scope-params';
export { Shell } from './shell';
export type { ShellProps } from './shell';
export type { ShellData } from './shell-data';
