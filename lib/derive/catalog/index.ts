export { identify, ownerOf } from './identity';
export { environmentOf, UNASSIGNED } from './environment';
