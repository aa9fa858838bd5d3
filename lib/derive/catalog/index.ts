export { identify, ownerOf } from './identity';
export { environmentOf } from './environment';
