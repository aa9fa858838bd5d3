export { objectHealth } from './object';
