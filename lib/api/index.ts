export type { ApiContext, Transport } from './context';
export type { Access, Input, Operation } from './operation';
export { OPERATIONS } from './table';
