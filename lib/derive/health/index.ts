export { manifestHealth } from './manifest';
export { objectHealth } from './object';
