export { createFront } from './front';
export { handOver } from './hand-over';
