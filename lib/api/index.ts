export type { ApiContext, Streamed, Transport } from './context';
export type { Access, Declaration, FrontOperation, Input, Operation } from './operation';
export { FRONT_OPERATIONS, OPERATIONS } from './table';
