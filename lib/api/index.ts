export { isStreamed, type ApiContext, type Streamed, type Transport } from './context';
export type { Access, Input, Operation } from './operation';
export { OPERATIONS } from './table';
