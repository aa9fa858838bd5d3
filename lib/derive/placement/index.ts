export { placementHealth } from './placement';
export { worstOf } from './worst';
